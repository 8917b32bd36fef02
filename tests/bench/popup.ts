import { MADE_MONITORS } from './checks-made.ts';
import { openAndWatch } from './first-content.ts';
import { alternate, ratios, spread, words } from './numbers.ts';
import { clickAndWatch } from './real-popup.ts';
import type { Stage } from './stage.ts';
import { DAYS } from './stored-history.ts';
import type { Row } from './table.ts';

const POPUP = { width: 380, height: 600 };

/**
 * Milliseconds from the click on the toolbar to the first useful content of the popup that it opens, against a popup of an extension
 * that does nothing; and from the navigation alone, where the same pages stand in tabs and the browser opens no window.
 */
export async function measurePopup({ product, bare }: Stage, jobs: number, rounds: number): Promise<Row[]> {
  const clicked = await alternate(rounds, {
    product: () => clickAndWatch(product, 'popup.html'),
    bare: () => clickAndWatch(bare, 'popup.html'),
    scripted: () => clickAndWatch(bare, 'scripted.html'),
  });
  const inTab = await alternate(rounds, {
    product: () => openAndWatch(product.keeper, 'popup.html', ['.verdict-title', '.job'], POPUP),
    bare: () => openAndWatch(bare.keeper, 'popup.html', ['p'], POPUP),
    scripted: () => openAndWatch(bare.keeper, 'scripted.html', ['p'], POPUP),
  });
  const ours = spread(clicked.product);
  const ratio = ratios(clicked.product, clicked.bare);
  const ofTabs = [words(ratios(inTab.product, inTab.bare), '×'), words(ratios(inTab.product, inTab.scripted), '×')];
  const stored = `${jobs.toLocaleString('en')} jobs, ${DAYS} days × ${MADE_MONITORS.length} monitors`;
  return [
    { what: `popup, click to useful content, ${stored}`, budget: '≤ 100 ms', measured: words(ours, 'ms'), comparedWith: `empty popup ${words(spread(clicked.bare), 'ms')}`, met: ours.median <= 100 },
    { what: 'the same, as a ratio', budget: '≤ 1.5 ×', measured: words(ratio, '×'), comparedWith: 'round by round', met: ratio.median <= 1.5 },
    { what: 'the same against a popup that draws one line by a script', budget: 'see above', measured: words(ratios(clicked.product, clicked.scripted), '×'), comparedWith: words(spread(clicked.scripted), 'ms'), met: null },
    { what: 'the page of the popup in a tab, from its navigation', budget: 'see above', measured: `${words(spread(inTab.product), 'ms')}: ${ofTabs[0]}`, comparedWith: `empty page ${words(spread(inTab.bare), 'ms')}`, met: null },
    { what: 'the same against a page that draws one line by a script', budget: 'see above', measured: ofTabs[1] ?? '', comparedWith: words(spread(inTab.scripted), 'ms'), met: null },
  ];
}
