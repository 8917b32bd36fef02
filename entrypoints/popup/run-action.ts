/** What the popup's buttons do. */
import type { PopupAction } from '../../components/popup/actions.ts';
import type { MessageName, Protocol, Reply } from '../../lib/messages/protocol.ts';
import type { Result } from '../../lib/result.ts';
import type { VerdictActions } from '../shared/use-verdict.ts';

export interface ActionPorts {
  send<Name extends MessageName>(message: Protocol[Name]['message'] & { type: Name }): Promise<Result<Reply<Name>>>;
  requestPermission(): Promise<boolean>;
  /** Puts the report about our reader on the clipboard; false when it cannot. */
  copyReport(): Promise<boolean>;
  /** @param tab the one to show; the newest without it */
  openDashboard(tab?: 'settings'): Promise<boolean>;
  /** Opens or closes the box for job IDs. */
  toggleAddJobs(): void;
  readonly verdict: VerdictActions;
  more(): void;
  refresh(): void;
  reload(): void;
}

/** Does it, and answers with a sentence when the result needs words, else null. Must run within the click. */
export async function runAction(action: PopupAction, ports: ActionPorts): Promise<string | null> {
  switch (action.kind) {
    case 'retry':
      return answer(await ports.send({ type: 'ui:retry', clip: action.clip }), ports, null);
    case 'retry-all':
      return answer(await ports.send({ type: 'ui:retry-all' }), ports, null);
    case 'resume-saving':
      return answer(await ports.send({ type: 'ui:pause-saving', paused: false }), ports, null);
    case 'check-now':
      return answer(await ports.send({ type: 'ui:check-now' }), ports, null);
    case 'show':
      return answer(await ports.send({ type: 'ui:show', clip: action.clip }), ports, 'The file is not where it was saved.');
    case 'grant':
      return (await ports.requestPermission()) ? null : 'Not allowed, so new videos are not found.';
    case 'copy-report':
      return (await ports.copyReport()) ? 'Copied. It holds names of fields only, and nothing of yours.' : 'The report could not be copied.';
    case 'open-dashboard':
      return (await ports.openDashboard()) ? null : 'The dashboard could not be opened.';
    case 'open-settings':
      return (await ports.openDashboard('settings')) ? null : 'Settings could not be opened.';
    case 'add-jobs':
      ports.toggleAddJobs();
      return null;
    case 'ask-verdict':
      await ports.verdict.ask();
      return null;
    case 'copy-verdict':
      return (await ports.verdict.copy()) ? 'Copied.' : 'The answer could not be copied.';
    case 'close-verdict':
      ports.verdict.close();
      return null;
    case 'more':
      ports.more();
      return null;
    case 'reload':
      ports.reload();
      return null;
  }
}

/** @param no what to say when the background does not answer "yes"; null where nothing is asked */
function answer(result: Result<boolean | null>, ports: ActionPorts, no: string | null): string | null {
  if (!result.ok) {
    return result.failure.kind === 'gone'
      ? 'Pika Keeper was updated. Close this window and open it again.'
      : 'Pika Keeper did not answer. Try again in a moment.';
  }
  ports.refresh();
  return result.value === true ? null : no;
}
