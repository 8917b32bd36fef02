/** The popup as data: what it shows, in what order, with which words. Pure; the screen only draws it. */
import type { PopupData } from './popup/data.ts';
import { type HeaderView, headerView, type PopupHealth } from './popup/header.ts';
import { type NoticeView, noticeViews, type Troubles } from './popup/notices.ts';
import { sourceNotices } from './popup/source-notices.ts';
import { type RowGroup, rowGroups } from './popup/rows.ts';
import { unansweredNotices } from './popup/unanswered.ts';
import { type SummaryView, summaryView } from './popup/summary.ts';

export interface PopupView {
  readonly header: HeaderView;
  readonly notices: readonly NoticeView[];
  /** Null while no clip is known; `counting` while there are clips, and their number is on its way. */
  readonly summary: SummaryView | 'counting' | null;
  readonly groups: readonly RowGroup[];
  readonly hasMore: boolean;
  /** Nothing was ever seen: tell how to begin. */
  readonly isEmpty: boolean;
  /** How often, in ms, the words change by themselves. */
  readonly tickMs: number;
}

/** The whole popup at `now`. */
export function popupView(data: PopupData, health: PopupHealth, troubles: Omit<Troubles, 'hold'>, now: number): PopupView {
  const header = headerView(health, troubles.permissionMissing, now);
  const groups = rowGroups(data, now);
  const summary = data.counts === null ? 'counting' : summaryView(data.counts);
  return {
    header,
    notices: [...noticeViews({ ...troubles, hold: data.hold ?? null }), ...unansweredNotices(data.unanswered ?? [], now), ...sourceNotices(data.paused ?? [])],
    summary,
    groups,
    hasMore: data.hasMore,
    isEmpty: groups.length === 0 && summary === null,
    tickMs: tickOf(groups, health.checkedAt, now),
  };
}

/** Seconds matter while something runs; otherwise the words move slowly, and so does the screen. */
function tickOf(groups: readonly RowGroup[], checkedAt: number | null, now: number): number {
  if (groups.some((group) => group.rows.some((row) => row.state.elapsed !== null))) return 1000;
  return checkedAt !== null && now - checkedAt < 60_000 ? 5000 : 30_000;
}
