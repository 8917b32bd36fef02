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
