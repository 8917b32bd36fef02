import { hasFirefox, launchFirefox } from '../support/firefox.ts';
import { expect, test } from '../support/keeper-test.ts';
import { judgeFiles } from '../support/promised.ts';

test.skip(!hasFirefox(), 'Firefox is not on this machine');

test('in Firefox, too, a library is on disk, byte for byte, once each', async () => {
  const firefox = await launchFirefox({
    scenario: (world) => {
      for (let n = 0; n < 6; n += 1) world.addJob({ prompt: `clip ${n}`, family: n % 2 ? 'v1' : 'results', state: 'finished' });
    },
  });
  try {
    await firefox.page.goto('https://pika.art/library');
    const files = await firefox.waitForFiles(6);
    expect(judgeFiles(firefox.simulator, files)).toEqual({ missing: [], twice: [], strange: [] });
    for (const { name } of files) expect(name).toMatch(/^Pika\/[^/]+\.mp4$/);
  } finally {
    await firefox.close();
  }
});
