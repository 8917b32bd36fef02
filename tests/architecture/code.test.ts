import { describe, expect, it } from 'vitest';
import { codeFiles, type File, findings, type Law } from './files.ts';
import { importLaw } from './import-law.ts';
import { apartLaw, exportLaw, pureLaw, sizeLaw, testLaw } from './laws.ts';

const CODE = codeFiles();

/** Every law with offenders that it must catch: a law that catches nothing says nothing. Offenders are cut in two where this file would be one. */
const LAWS: readonly { law: Law; says: string; offenders: readonly File[]; innocent: readonly File[] }[] = [
  {
    law: importLaw,
    says: 'each room imports only what lies below it',
    offenders: [
      { path: 'lib/domain/jobs/job.ts', text: "import { openStore } from '../../store/db.ts';" },
      { path: 'lib/domain/jobs/job.ts', text: "import type { Clip } from '../../sources/pika/media.ts';" },
      { path: 'lib/domain/jobs/job.ts', text: "export { x } from '../../tasks/x.ts';" },
      { path: 'lib/domain/jobs/job.ts', text: "const x = await import('../../network/fetch.ts');" },
      { path: 'lib/domain/jobs/job.ts', text: "import { openDB } from 'idb';" },
      { path: 'lib/tasks/save.ts', text: "import {\n  start,\n} from '../browser/downloads.ts';" },
      { path: 'lib/store/jobs.ts', text: "import { badge } from '../browser/badge.ts';" },
      { path: 'lib/messages/client.ts', text: "import browser from 'webextension-polyfill';" },
      { path: 'components/App.tsx', text: "import { openStore } from '../lib/store/db.ts';" },
      { path: 'lib/network/probe.ts', text: "import '../../entrypoints/background/index.ts';" },
      { path: 'lib/time.ts', text: "import { ok } from './result.ts';" },
      { path: 'lib/domain/jobs/job.ts', text: "import { x } from './x';" },
      { path: 'lib/utils/drawer.ts', text: '' },
    ],
    innocent: [
      { path: 'lib/domain/jobs/job.ts', text: "import { ok } from '../../result.ts'; import type { Clip } from '../clips/clip.ts';" },
      { path: 'lib/store/jobs.ts', text: "import { browser } from '../browser/api.ts'; import { openDB } from 'idb';" },
      { path: 'lib/domain/jobs/job.ts', text: "// import { openStore } from '../../store/db.ts';" },
      { path: 'entrypoints/popup/main.tsx', text: "import { render } from 'preact'; import './style.css';" },
    ],
  },
  {
    law: pureLaw,
    says: 'pure folders know no clock and no chance',
    offenders: ['new Date()', 'new Date( )', 'Date.now()', 'Math.random()', 'const now = Date.now;'].map((text) => ({ path: 'lib/domain/a.ts', text })),
    innocent: [
      { path: 'lib/domain/a.ts', text: 'new Date(now).toISOString(); // never Date.now()' },
      { path: 'lib/network/a.ts', text: 'Date.now()' },
    ],
  },
  {
    law: sizeLaw,
    says: 'no file is longer than 250 lines',
    offenders: [{ path: 'lib/a.ts', text: 'x\n'.repeat(251) }],
    innocent: [{ path: 'lib/a.ts', text: 'x\n'.repeat(250) }],
  },
  {
    law: exportLaw,
    says: 'no default exports, no barrels',
    offenders: [
      { path: 'lib/domain/a.ts', text: `export ${'default'} 1;` },
      { path: 'lib/domain/a.ts', text: `export ${'*'} from './b.ts';` },
      { path: 'components/index.ts', text: '' },
    ],
    innocent: [{ path: 'entrypoints/background/index.ts', text: `export ${'default'} defineBackground(() => {});` }],
  },
  {
    law: testLaw,
    says: 'tests do not sleep and none is left out',
    offenders: [
      `await page.${'waitForTimeout'}(1);`,
      `await new Promise((resolve) => ${'setTimeout'}(resolve, 5));`,
      `import { setTimeout } from '${'node:timers'}/promises';`,
      `it${'.only'}('x', () => {});`,
      `test${'.skip'}('x', async () => {});`,
    ].map((text) => ({ path: 'tests/e2e/a.spec.ts', text })),
    innocent: [{ path: 'tests/e2e/a.spec.ts', text: `test${'.skip'}(!hasFirefox(), 'no Firefox here'); await until(ready);` }],
  },
  {
    law: apartLaw,
    says: 'a test that replaces modules runs apart',
    offenders: [{ path: 'tests/unit/a.test.ts', text: "vi.mock('../../lib/browser/api.ts');" }],
    innocent: [
      { path: 'tests/unit/alarms.test.ts', text: "vi.mock('../../lib/browser/api.ts');" },
      { path: 'tests/unit/a.test.ts', text: 'const saved = vi.fn();' },
    ],
  },
];

for (const { law, says, offenders, innocent } of LAWS) {
  describe(says, () => {
    it('holds', () => {
      expect(findings(law, CODE)).toEqual([]);
    });

    it.each(offenders.map((file) => [file.path, file.text.slice(0, 60), file] as const))('catches %s: %s', (_path, _text, file) => {
      expect(law(file)).not.toEqual([]);
    });

    it('leaves the innocent alone', () => {
      expect(findings(law, innocent)).toEqual([]);
    });
  });
}
