import { describe, expect, it } from 'vitest';
import { keptOf } from '../../../lib/domain/clips/stray.ts';
import { aDownload, aSave } from '../../support/builders.ts';

const NAME = 'Pika/a fox - qk6r3g7q7e.mp4';
const PATH = `/home/me/Downloads/${NAME}`;

describe('the file of a stray', () => {
  const keeps = (save: Parameters<typeof aSave>[0], filename = PATH): string | null => keptOf(aSave({ requestedName: NAME, ...save }), aDownload({ filename }));
  const left = { name: NAME, given: true };

  it('stays where it is the row’s own', () => {
    expect(keeps({ state: 'saved', finalName: PATH })).toBe(PATH);
    expect(keeps({ state: 'verifying', finalName: PATH })).toBe(PATH);
  });

  it('goes where the row’s own is another', () => {
    expect(keeps({ state: 'saved', finalName: PATH.replace('.mp4', ' (1).mp4') })).toBeNull();
  });

  it('stays where the row’s download is about to write over it, though its name is not told yet', () => {
    expect(keeps({ state: 'downloading', left })).toBe(PATH);
    expect(keeps({ state: 'downloading', left }, `C:\\Users\\me\\Downloads\\${NAME.replaceAll('/', '\\')}`)).not.toBeNull();
    expect(keeps({ state: 'downloading', left }, '/home/me/Downloads/else.mp4')).toBeNull();
  });

  it('goes where the row writes over nothing', () => {
    expect(keeps({ state: 'downloading' })).toBeNull();
    expect(keeps({ state: 'downloading', left: { ...left, given: false, here: true } })).toBeNull();
    expect(keeps({ state: 'skipped', left })).toBeNull();
  });
});
