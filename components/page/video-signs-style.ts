/**
 * The signs' whole style: they live in a shadow root that inherits nothing. They stand on pictures of any colour, so each brings
 * its own dark ground in both schemes; text keeps 4.5:1 on it.
 */
export const VIDEO_SIGNS_STYLE = `
:host { all: initial; }
.signs { position: absolute; top: 0; left: 0; width: 0; height: 0; pointer-events: none;
  font: 500 12px/16px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #f6f5fa; letter-spacing: normal; text-align: left; direction: ltr; }
.sign { position: absolute; top: 0; left: 0; width: 0; height: 26px; }
.sign:hover, .sign:focus-within { z-index: 1; }
.face { all: unset; box-sizing: border-box; position: absolute; top: 0; display: inline-flex; align-items: center; gap: 5px; height: 26px; max-width: 132px;
  padding: 0 9px 0 7px; border-radius: 13px; overflow: hidden; background: rgb(22 20 30 / .86); border: 1px solid rgb(255 255 255 / .22);
  pointer-events: auto; white-space: nowrap; cursor: default; color: #f6f5fa; }
.top-left .face, .bottom-left .face { left: 0; }
.top-right .face, .bottom-right .face { right: 0; }
.narrow .face { width: 26px; padding: 0; justify-content: center; }
button.face { cursor: pointer; -webkit-tap-highlight-color: transparent; }
button.face:hover { background: #3a3650; }
button.face:focus-visible { outline: 2px solid #fff; outline-offset: 1px; box-shadow: 0 0 0 4px #4338ca; }
svg { width: 14px; height: 14px; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; position: relative; }
.label { overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; position: relative; }
.good svg { color: #6ee7a0; }
.busy svg, .wait svg { color: #c3bff7; }
.warn svg { color: #fcd34d; }
.bad svg { color: #fca5a5; }
.bad .face { border-color: #f87171; }
.warn .face { border-color: #fbbf24; }
.done { position: absolute; left: 0; bottom: 0; height: 3px; background: #a5b4fc; }
.tip { display: none; position: absolute; top: 32px; width: max-content; max-width: 240px; box-sizing: border-box; padding: 7px 10px; border-radius: 8px;
  background: #16141e; border: 1px solid rgb(255 255 255 / .22); font-weight: 400; white-space: normal; overflow-wrap: anywhere; }
.top-left .tip, .bottom-left .tip { left: 0; }
.top-right .tip, .bottom-right .tip { right: 0; }
.bottom-left .tip, .bottom-right .tip { top: auto; bottom: 32px; }
.face:hover + .tip, .face:focus-visible + .tip { display: block; }
@media (forced-colors: active) { .face, .tip { border-color: CanvasText; } }
@media print { .signs { display: none; } }
`;
