/** What the dashboard's buttons do. */
import type { ClipsAction, DashboardAction, ToolAction } from '../../components/dashboard/actions.ts';
import { readOwnTool, readWindow } from '../../lib/domain/dashboard/drafts.ts';
import { exportIncidents, type Exported } from '../../lib/domain/health/export/export-incidents.ts';
import type { ReportOptions } from '../../lib/domain/health/export/report.ts';
import type { Incident } from '../../lib/domain/health/incident.ts';
import { FOREVER, type MaintenanceWindow } from '../../lib/domain/health/pauses.ts';
import { type OwnTool, type ToolChoice, TOOLS } from '../../lib/domain/health/tools.ts';
import type { MessageName, Protocol, Reply } from '../../lib/messages/protocol.ts';
import type { Result } from '../../lib/result.ts';
import { DAY, MINUTE } from '../../lib/time.ts';
import { changeClips } from './change-clips.ts';
import type { VerdictActions } from '../shared/use-verdict.ts';

export interface DashboardPorts {
  now(): number;
  /** 10 lower-case letters and digits. */
  newId(): string;
  /** What the page shows at the moment of the click. */
  readonly choice: ToolChoice;
  readonly windows: readonly MaintenanceWindow[];
  readonly incidents: readonly Incident[];
  /** How much of each incident's time was watched, 0 to 1, by its id. */
  readonly coverage: ReadonlyMap<string, number>;
  readonly report: Omit<ReportOptions, 'now'>;
  send<Name extends MessageName>(message: Protocol[Name]['message'] & { type: Name }): Promise<Result<Reply<Name>>>;
  /** Asks the user for the host of an address. */
  requestHost(url: string): Promise<boolean>;
  /** Asks the user for Pika's own hosts. */
  requestPermission(): Promise<boolean>;
  copyReport(): Promise<boolean>;
  copy(text: string): Promise<boolean>;
  download(file: Exported): void;
  readonly verdict: VerdictActions;
  reload(): void;
}

const NOT_ALLOWED = 'Not allowed, so it is not watched.';

/** Does it, and answers with a sentence when the result needs words, else null. Must run within the click. */
export async function runAction(action: DashboardAction, ports: DashboardPorts): Promise<string | null> {
  switch (action.kind) {
    case 'tool-on':
    case 'tool-off':
    case 'add-tool':
    case 'remove-tool':
      return runToolAction(action, ports);
    case 'copy':
      return (await ports.copy(exported(action, ports).content)) ? 'Copied.' : 'It could not be copied. Download it instead.';
    case 'download':
      ports.download(exported(action, ports));
      return null;
    case 'copy-report':
      return (await ports.copyReport()) ? 'Copied. It holds names of fields only, and nothing of yours.' : 'The report could not be copied.';
    case 'grant':
      return (await ports.requestPermission()) ? 'Allowed. The next check is on its way.' : 'Not allowed, so Pika is not checked.';
    case 'reload':
      ports.reload();
      return null;
    case 'clips':
    case 'show':
    case 'copy-text':
      return runClipsAction(action, ports);
    case 'ask-verdict':
      await ports.verdict.ask();
      return null;
    case 'copy-verdict':
      return (await ports.verdict.copy()) ? 'Copied.' : 'The answer could not be copied.';
    case 'close-verdict':
      ports.verdict.close();
      return null;
    case 'check-now':
      return answered(await ports.send({ type: 'ui:check-now' }), null);
    case 'pause': {
      const until = action.minutes === null ? FOREVER : ports.now() + action.minutes * MINUTE;
      return answered(await ports.send({ type: 'ui:pause', monitors: action.monitors, until }), 'Paused.');
    }
    case 'resume':
      return answered(await ports.send({ type: 'ui:resume', monitors: action.monitors }), 'Resumed.');
    case 'add-window': {
      const { made } = readWindow(action.draft, ports.newId(), ports.now());
      return made === null ? null : answered(await ports.send({ type: 'ui:set-windows', windows: [...ports.windows, made] }), 'Added.');
    }
    case 'remove-window':
      return answered(await ports.send({ type: 'ui:set-windows', windows: ports.windows.filter(({ id }) => id !== action.id) }), 'Removed.');
  }
}

async function runClipsAction(action: ClipsAction, ports: DashboardPorts): Promise<string | null> {
  switch (action.kind) {
    case 'copy-text':
      return (await ports.copy(action.text)) ? `${action.what} copied.` : 'It could not be copied.';
    case 'show': {
      const shown = await ports.send({ type: 'ui:show', clip: action.id });
      return shown.ok && shown.value !== true ? 'The file is not where it was saved. It was moved, renamed or removed.' : answered(shown, null);
    }
    case 'clips':
      return changeClips(action, ports);
  }
}

/** Nothing may be awaited before `requestHost`: browsers ask only within the click. */
async function runToolAction(action: ToolAction, ports: DashboardPorts): Promise<string | null> {
  const { on, own } = ports.choice;
  switch (action.kind) {
    case 'tool-on': {
      const url = TOOLS.find(({ id }) => id === action.id)?.feed.url ?? own.find(({ id }) => id === action.id)?.url;
      if (url === undefined || !(await ports.requestHost(url))) return NOT_ALLOWED;
      const isOwn = own.some(({ id }) => id === action.id);
      await ports.send({ type: 'ui:set-tools', tools: { on: isOwn ? on : [...new Set([...on, action.id])], own } });
      return answered(await ports.send({ type: 'ui:check-tools', only: [action.id] }), null);
    }
    case 'tool-off':
      return answered(await ports.send({ type: 'ui:set-tools', tools: { on: on.filter((id) => id !== action.id), own } }), null);
    case 'remove-tool':
      return answered(await ports.send({ type: 'ui:set-tools', tools: { on, own: own.filter(({ id }) => id !== action.id) } }), 'Removed. What was seen of it is kept.');
    case 'add-tool': {
      const made: OwnTool | null = readOwnTool(action.draft, `own-${ports.newId()}`, own).made;
      if (made === null) return null;
      if (!(await ports.requestHost(made.url))) return NOT_ALLOWED;
      return answered(await ports.send({ type: 'ui:set-tools', tools: { on, own: [...own, made] } }), `${made.name} is watched from now on.`);
    }
  }
}

function exported({ incidents, days, format }: Extract<DashboardAction, { format: unknown }>, ports: DashboardPorts): Exported {
  const now = ports.now();
  const chosen = ports.incidents.filter(({ id }) => incidents.includes(id)).map((incident) => ({ incident, coverage: ports.coverage.get(incident.id) ?? null }));
  return exportIncidents(chosen, format, days === null ? null : { from: now - days * DAY, to: now }, { ...ports.report, now });
}

/** @param done what to say when it was done */
function answered(result: Result<unknown>, done: string | null): string | null {
  if (result.ok) return done;
  return result.failure.kind === 'gone' ? 'Pika Keeper was updated. Reload this page.' : 'Pika Keeper did not answer. Try again in a moment.';
}
