import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A copy of the build whose user has allowed some hosts. */
export interface AllowedBuild {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * The browser's own question for a host is no page that a test can reach, so the build is given the hosts that a user
 * would have allowed; everything else is as it is shipped.
 * @param hosts names, or patterns such as `*.fal.media`
 */
export async function allowHosts(...hosts: readonly string[]): Promise<AllowedBuild> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pika-keeper-allowed-'));
  await cp(path.resolve(process.env['PIKA_KEEPER_BUILD'] ?? '.output/chrome-mv3'), folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { host_permissions: string[] }; // our own build
  manifest.host_permissions.push(...hosts.map((host) => `https://${host}/*`));
  await writeFile(file, JSON.stringify(manifest));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
