/**
 * The badge's whole style: it lives in a shadow root that inherits nothing. Pixels only, because `rem` is the page's.
 * Colours keep 4.5:1 for text on both grounds.
 */
export const PAGE_BADGE_STYLE = `
:host { all: initial; }
.badge {
  --ground: #ffffff; --ink: #1c1b22; --soft: #5b5966; --line: #d9d7e0; --hover: #f2f1f6; --focus: #4338ca;
  --good: #15803d; --slow: #b45309; --down: #dc2626; --quiet: #6b7280;
  position: fixed; z-index: 2147483000; box-sizing: border-box; display: flex; gap: 8px;
  max-width: calc(100vw - 16px); pointer-events: none;
  font: 500 13px/18px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink);
  letter-spacing: normal; text-align: left; direction: ltr; color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  .badge {
    --ground: #1f1e25; --ink: #f4f3f8; --soft: #b3b0bf; --line: #3b3945; --hover: #2c2a34; --focus: #a5b4fc;
    --good: #4ade80; --slow: #fbbf24; --down: #f87171; --quiet: #9ca3af;
  }
}
.badge.bottom { flex-direction: column-reverse; }
.badge.top { flex-direction: column; }
.badge.left { align-items: flex-start; }
.badge.right { align-items: flex-end; }
.pill, .card { pointer-events: auto; background: var(--ground); border: 1px solid var(--line); box-shadow: 0 2px 10px rgb(0 0 0 / .18); }
button { all: unset; box-sizing: border-box; cursor: pointer; -webkit-tap-highlight-color: transparent; }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.pill {
  display: inline-flex; align-items: center; gap: 8px; min-height: 32px; padding: 6px 12px; border-radius: 999px;
  touch-action: none; user-select: none; -webkit-user-select: none; white-space: nowrap; opacity: .94;
  transition: opacity .15s, background-color .15s;
}
.pill:hover, .pill[aria-expanded="true"] { background: var(--hover); opacity: 1; }
.pill.small { padding: 6px; min-width: 32px; justify-content: center; }
.pill.dragging { cursor: grabbing; opacity: 1; }
.dot { width: 10px; height: 10px; border-radius: 50%; flex: none; background: var(--quiet); }
.dot.good { background: var(--good); }
.dot.slow { background: var(--slow); border-radius: 3px; }
.dot.down { background: var(--down); border-radius: 0; transform: rotate(45deg); }
.dot.quiet { background: transparent; border: 2px solid var(--quiet); box-sizing: border-box; }
.count { display: inline-flex; align-items: center; gap: 4px; color: var(--soft); font-variant-numeric: tabular-nums; }
.count.trouble { color: var(--down); font-weight: 700; }
.count svg { width: 13px; height: 13px; flex: none; }
.card { width: 280px; max-width: calc(100vw - 16px); box-sizing: border-box; padding: 14px; border-radius: 12px; }
.card h2 { all: unset; display: block; font-size: 14px; font-weight: 650; }
.card p { margin: 4px 0 10px; color: var(--soft); font-weight: 400; overflow-wrap: anywhere; }
.card ul { all: unset; display: grid; grid-template-columns: repeat(3, 1fr); gap: 6px; margin-bottom: 12px; }
.card li { display: block; padding: 6px 4px; border-radius: 8px; background: var(--hover); text-align: center; font-weight: 400; font-size: 12px; color: var(--soft); }
.card li b { display: block; font-size: 16px; line-height: 22px; font-weight: 650; color: var(--ink); font-variant-numeric: tabular-nums; }
.card li.trouble b { color: var(--down); }
.acts { display: flex; flex-wrap: wrap; gap: 6px; }
.acts button { padding: 4px 9px; min-height: 26px; border: 1px solid var(--line); border-radius: 7px; font-size: 12px; }
.acts button:hover { background: var(--hover); }
.acts button:disabled { opacity: .55; cursor: default; }
.card h3 { all: unset; display: block; margin: 12px 0 6px; padding-top: 10px; border-top: 1px solid var(--line); font-size: 12px; color: var(--soft); }
.library-run { margin-top: 6px; }
.card .library-title { margin: 10px 0 6px; color: var(--ink); }
.card .library-line { margin: 0 0 4px; font-size: 12px; }
.progress { height: 6px; margin-bottom: 6px; border-radius: 3px; overflow: hidden; background: var(--line); }
.progress-fill { height: 100%; background: var(--focus); }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: reduce) { .pill { transition: none; } }
@media (forced-colors: active) { .dot { forced-color-adjust: none; } .pill, .card { border-color: CanvasText; } }
@media print { .badge { display: none; } }
`;
