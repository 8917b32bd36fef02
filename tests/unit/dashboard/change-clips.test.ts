import { describe, expect, it } from 'vitest';
import { changeClips } from '../../../entrypoints/dashboard/change-clips.ts';
import type { DashboardPorts } from '../../../entrypoints/dashboard/run-action.ts';
import { MAX_ASKED } from '../../../lib/messages/protocol.ts';
import { fail, ok } from '../../../lib/result.ts';

const many = Array.from({ length: MAX_ASKED + 5 }, (_, index) => `clip${index}`);

function world(answers: readonly ('ok' | 'refused' | 'gone')[] = []) {
  const sent: { readonly type: string; readonly clips: readonly string[] }[] = [];
  const send: DashboardPorts['send'] = (message) => {
    sent.push(message as unknown as (typeof sent)[number]); // these messages alone are sent here
    const kind = answers[sent.length - 1] ?? 'ok';
    return Promise.resolve(kind === 'ok' ? ok(null as never) : fail(kind, 'no')); // their replies are null
  };
  return { sent, run: (what: 'save' | 'retry' | 'again' | 'skip', clips: readonly string[]) => changeClips({ what, clips }, { send }) };
}

describe('one thing for many clips', () => {
  it.each([
    ['save', 'ui:ask', 'will be saved'],
    ['retry', 'ui:ask', 'will be tried again'],
    ['again', 'ui:again', 'will be saved again'],
    ['skip', 'ui:skip', 'will not be saved'],
  ] as const)('%s is asked for with %s', async (what, type, words) => {
    const { sent, run } = world();
    expect(await run(what, ['a', 'b'])).toContain(`2 clips ${words}`);
    expect(sent).toEqual([{ type, clips: ['a', 'b'] }]);
  });

  it('goes in as many messages as it takes, each clip once', async () => {
    const { sent, run } = world();
    expect(await run('save', many)).toContain(`${many.length.toLocaleString('en')} clips`);
    expect(sent).toHaveLength(2);
    expect(sent.flatMap(({ clips }) => clips)).toEqual(many);
  });

  it('tells how far it came when the background stops answering', async () => {
    expect(await world(['ok', 'refused']).run('skip', many)).toContain(`${MAX_ASKED.toLocaleString('en')} clips will not be saved: try again for the others`);
    expect(await world(['refused']).run('skip', many)).toContain('did not answer');
    expect(await world(['gone']).run('skip', many)).toContain('Reload this page');
  });
});
