import type { Bulk } from '../../lib/domain/clips/view/bulk.ts';
import type { ToolDraft, WindowDraft } from '../../lib/domain/dashboard/drafts.ts';
import type { ExportFormat } from '../../lib/domain/health/export/export-incidents.ts';
import type { MonitorId } from '../../lib/domain/health/monitor.ts';
import type { Hold } from '../../lib/domain/clips/gate.ts';
import type { SourceWaits } from '../../lib/domain/clips/source-waits.ts';
import type { Times } from '../shared/times.ts';

/** What a person can do on the dashboard. */
export type DashboardAction =
  | { readonly kind: 'check-now' | 'reload' | 'copy-report' | 'grant' }
  | { readonly kind: 'ask-verdict' | 'copy-verdict' | 'close-verdict' }
  /** `minutes`: null for "until I resume"; `monitors`: null for everything. */
  | { readonly kind: 'pause'; readonly monitors: readonly MonitorId[] | null; readonly minutes: number | null }
  | { readonly kind: 'resume'; readonly monitors: readonly MonitorId[] | null }
  | { readonly kind: 'add-window'; readonly draft: WindowDraft }
  | { readonly kind: 'remove-window'; readonly id: string }
  | ToolAction
  | ClipsAction
  /** `incidents`: ids; those of the whole period of `days` when `days` is given. */
  | { readonly kind: 'copy' | 'download'; readonly incidents: readonly string[]; readonly days: number | null; readonly format: ExportFormat };

export type ToolAction =
  | { readonly kind: 'tool-on' | 'tool-off' | 'remove-tool'; readonly id: string }
  | { readonly kind: 'add-tool'; readonly draft: ToolDraft };

/** `what`: one of a clip's bulk actions, for all of `clips`; the text goes to the clipboard, and `what` says what it is. */
export type ClipsAction =
  | { readonly kind: 'clips'; readonly what: keyof Bulk; readonly clips: readonly string[] }
  | { readonly kind: 'show'; readonly id: string }
  | { readonly kind: 'copy-text'; readonly text: string; readonly what: 'Prompt' | 'Prompts' };

/** Names an action, to know which control is still at work. */
export function actionKey(action: DashboardAction): string {
  if ('id' in action) return `${action.kind}:${action.id}`;
  if ('clips' in action) return `${action.what}:${action.clips.length}:${action.clips[0] ?? ''}`;
  return 'incidents' in action ? `${action.kind}:${action.days ?? action.incidents[0] ?? ''}` : action.kind;
}

/** What every part of the dashboard needs besides its own data. */
export interface Surroundings {
  readonly now: number;
  readonly times: Times;
  /** The user's zone, an IANA name. */
  readonly zone: string;
  /** Why waiting clips do not begin, if something holds them. */
  readonly hold?: Hold | null;
  /** What each source that is asked for nothing waits for. */
  readonly waits?: SourceWaits;
  readonly act: (action: DashboardAction) => void;
  /** Keys of actions that have been asked for and not answered. */
  readonly pending: ReadonlySet<string>;
}
