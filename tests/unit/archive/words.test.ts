import { describe, expect, it } from 'vitest';
import { exportedNews, failedNews, listedNews, noArchiveNews, takenNews } from '../../../lib/domain/clips/archive/words.ts';

const taken = (newClips: number, nowSaved: number, knownClips: number, badRows = 0, stopped = false) =>
  takenNews({ counts: { newClips, nowSaved, knownClips }, bad: [], badRows, stopped });
const listed = (nowSaved: number, knownFiles: number, noted: number, others = 0, stopped = false) => listedNews({ counts: { nowSaved, knownFiles, noted }, others, stopped });

describe('what the archive says', () => {
  it.each([
    [taken(1, 0, 0), 'good', '1 clip is new here.'],
    [taken(1500, 97, 400, 3), 'warn', '1,500 clips are new here, 97 now count as saved, 400 were known already. 3 rows could not be taken.'],
    [taken(0, 1, 1, 1), 'warn', '1 now counts as saved, 1 was known already. 1 row could not be taken.'],
    [taken(0, 0, 0), 'good', 'Nothing new was in it.'],
    [taken(250, 0, 0, 0, true), 'warn', 'Stopped. 250 clips are new here. Import the same file again to go on.'],
    [listed(2, 1, 0), 'good', '2 clips now count as saved, 1 file was known already.'],
    [listed(0, 0, 1, 2), 'good', '1 file is noted and will not be saved again, 2 other videos carry no id of Pika Keeper.'],
    [listed(0, 0, 0, 3), 'warn', '3 videos are named in it, none with an id of Pika Keeper. Nothing was changed.'],
    [listed(0, 0, 0), 'warn', 'No video is named in it. Nothing was changed.'],
    [listed(1, 0, 0, 0, true), 'warn', 'Stopped. 1 clip now counts as saved.'],
    [exportedNews(2000), 'good', '2,000 clips are in the file that your browser is saving.'],
    [exportedNews(0), 'good', 'There are no clips yet: the file holds the jobs alone.'],
    [exportedNews(null), 'warn', 'Stopped. No file was made.'],
    [noArchiveNews('foreign'), 'bad', 'This is not an archive of Pika Keeper. Nothing was changed.'],
    [noArchiveNews('newer'), 'bad', 'This archive was made by a newer Pika Keeper. Update this one, then try again.'],
    [failedNews('import'), 'bad', 'It could not be read to its end. Try again: what was taken in already is not taken twice.'],
  ] as const)('is plain: %#', (news, tone, sentence) => {
    expect(news).toMatchObject({ tone, sentence });
  });
});
