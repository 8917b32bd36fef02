import { requestHost, requestPikaPermission } from '../../lib/browser/permissions.ts';
import { nameOf } from '../../lib/domain/dashboard/names.ts';
import { NO_TOOLS } from '../../lib/domain/health/tools.ts';
import { send } from '../../lib/messages/client.ts';
import { copyReport } from '../popup/report.ts';
import type { VerdictActions } from '../shared/use-verdict.ts';
import type { Snapshot } from './read.ts';
import type { DashboardPorts } from './run-action.ts';

/** The browser as the dashboard's buttons need it, with what the page knows at the moment of the click. */
export function portsOf(snapshot: Snapshot | null, zone: string, verdict: VerdictActions): DashboardPorts {
  const choice = snapshot?.choice ?? NO_TOOLS;
  return {
    now: () => Date.now(),
    newId: () => Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => (byte % 36).toString(36)).join(''),
    choice,
    windows: snapshot?.windows ?? [],
    incidents: snapshot?.incidents ?? [],
    coverage: snapshot?.coverage ?? new Map(),
    report: { zone, pauses: snapshot?.pauses ?? [], nameOf: (id) => nameOf(id, choice) },
    send,
    requestHost,
    requestPermission: requestPikaPermission,
    copyReport,
    copy: (text) => navigator.clipboard.writeText(text).then(() => true, () => false),
    download: (file) => saveFile(file.fileName, new Blob([file.content], { type: `${file.mime};charset=utf-8` })),
    verdict,
    reload: () => location.reload(),
  };
}

/** A link to a blob, pressed: no permission, no request, and the browser asks where to as it always does. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
