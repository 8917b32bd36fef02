import { describe, expect, it } from 'vitest';
import { actionKey, type PopupAction } from '../../../components/popup/actions.ts';
import { type ActionPorts, runAction } from '../../../entrypoints/popup/run-action.ts';
import { fail, ok } from '../../../lib/result.ts';

function ports(reply: unknown): { log: string[]; ports: ActionPorts } {
  const log: string[] = [];
  const note = (what: string) => () => {
    log.push(what);
  };
  return {
    log,
    ports: {
      send: (message) => {
        log.push(JSON.stringify(message));
        // A test's reply stands for whatever the background may answer.
        return Promise.resolve(reply as never);
      },
      requestPermission: () => Promise.resolve(reply === true),
      copyReport: () => Promise.resolve(reply === true),
      toggleAddJobs: note('toggle'),
      openDashboard: (tab) => (note(`open ${tab ?? 'dashboard'}`)(), Promise.resolve(reply === true)),
      verdict: {
        ask: async () => note('ask')(),
        copy: () => Promise.resolve(reply === true),
        close: note('close'),
      },
      more: note('more'),
      refresh: note('refresh'),
      reload: note('reload'),
    },
  };
}

describe('a button', () => {
  it.each<[PopupAction, object]>([
    [{ kind: 'retry', clip: 'c' }, { type: 'ui:retry', clip: 'c' }],
    [{ kind: 'show', clip: 'c' }, { type: 'ui:show', clip: 'c' }],
    [{ kind: 'retry-all' }, { type: 'ui:retry-all' }],
    [{ kind: 'check-now' }, { type: 'ui:check-now' }],
  ])('%j sends one message and looks again', async (action, message) => {
    const { log, ports: given } = ports(ok(action.kind === 'show' ? true : null));
    expect(await runAction(action, given)).toBeNull();
    expect(log).toEqual([JSON.stringify(message), 'refresh']);
  });

  it.each([false, null])('says when the file is not there (%s)', async (reply) => {
    expect(await runAction({ kind: 'show', clip: 'c' }, ports(ok(reply)).ports)).toBe('The file is not where it was saved.');
  });

  it.each([['gone', /updated/u], ['refused', /did not answer/u]])('says when the background is %s', async (kind, words) => {
    const { log, ports: given } = ports(fail(kind, ''));
    expect(await runAction({ kind: 'retry-all' }, given)).toMatch(words);
    expect(log).not.toContain('refresh');
  });

  it.each([[true, null], [false, 'Not allowed, so new videos are not found.']])('takes "%s" for the permission', async (granted, words) => {
    expect(await runAction({ kind: 'grant' }, ports(granted).ports)).toBe(words);
  });

  it.each([[true, /Copied.*nothing of yours/u], [false, /could not be copied/u]])('says whether the report was copied: %s', async (copied, words) => {
    expect(await runAction({ kind: 'copy-report' }, ports(copied).ports)).toMatch(words);
  });

  it('asks for the verdict and closes it without a word', async () => {
    const { log, ports: given } = ports(null);
    expect(await runAction({ kind: 'ask-verdict' }, given)).toBeNull();
    expect(await runAction({ kind: 'close-verdict' }, given)).toBeNull();
    expect(log).toEqual(['ask', 'close']);
  });

  it.each([[true, 'Copied.'], [false, 'The answer could not be copied.']])('says whether the answer was copied: %s', async (copied, words) => {
    expect(await runAction({ kind: 'copy-verdict' }, ports(copied).ports)).toBe(words);
  });

  it('copies within the click, before anything is awaited', () => {
    const { ports: given } = ports(true);
    let copied = false;
    const verdict = { ...given.verdict, copy: () => Promise.resolve((copied = true)) };
    void runAction({ kind: 'copy-verdict' }, { ...given, verdict });
    expect(copied).toBe(true);
  });

  it.each(['more', 'reload'] as const)('"%s" stays within the popup', async (kind) => {
    const { log, ports: given } = ports(null);
    expect(await runAction({ kind }, given)).toBeNull();
    expect(log).toEqual([kind]);
  });

  it('is told from the same button of another clip', () => {
    expect(actionKey({ kind: 'retry', clip: 'a' })).not.toBe(actionKey({ kind: 'retry', clip: 'b' }));
    expect(actionKey({ kind: 'retry-all' })).toBe('retry-all');
  });
});
