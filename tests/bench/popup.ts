import { MADE_MONITORS } from './checks-made.ts';
import { openAndWatch } from './first-content.ts';
import { alternate, ratios, spread, words } from './numbers.ts';
import type { Stage } from './stage.ts';
import { DAYS } from './stored-history.ts';
import type { Row } from './table.ts';

const POPUP = { width: 380, height: 600 };

/** Milliseconds from a popup's navigation to its first useful content on the screen: our word on Pika and our first job against a bare popup's one line. */
export async function measurePopup({ product, bare }: Stage, jobs: number, rounds: number): Promise<Row[]> {
  const took = await alternate(rounds, {
    product: () => openAndWatch(product.keeper, 'popup.html', ['.verdict-title', '.job'], POPUP),
    bare: () => openAndWatch(bare.keeper, 'popup.html', ['p'], POPUP),
    scripted: () => openAndWatch(bare.keeper, 'scripted.html', ['p'], POPUP),
  });
  const ours = spread(took.product);
  const ratio = ratios(took.product, took.bare);
  const toScripted = ratios(took.product, took.scripted);
  const comparedWith = `bare popup ${words(spread(took.bare), 'ms')}`;
  return [
    { what: `popup to useful content, ${jobs.toLocaleString('en')} jobs, ${DAYS} days × ${MADE_MONITORS.length} monitors`, budget: '≤ 100 ms', measured: words(ours, 'ms'), comparedWith, met: ours.median <= 100 },
    { what: 'the same, as a ratio', budget: '≤ 1.5 ×', measured: words(ratio, '×'), comparedWith: 'round by round', met: ratio.median <= 1.5 },
    { what: 'the same against a bare popup that draws its line by a script', budget: 'see above', measured: words(toScripted, '×'), comparedWith: words(spread(took.scripted), 'ms'), met: null },
  ];
}
