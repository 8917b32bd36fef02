import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { placeOf, type PagePlace } from '../../lib/domain/page-place.ts';

/** Below so many pixels a press is a click. */
const DRAG_FROM = 6;

interface Press {
  readonly pointer: number;
  readonly startX: number;
  readonly startY: number;
  /** From the pointer to the pill's corner. */
  readonly offsetX: number;
  readonly offsetY: number;
  moved: boolean;
}

export interface PillDrag {
  /** Where the badge is while it is dragged, as inline style; null at rest. */
  readonly spot: { readonly left: string; readonly top: string } | null;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
  };
  /** Whether the click that is being handled ended a drag. */
  readonly dragged: () => boolean;
}

/** Lets the pill be dragged anywhere in the window. `onStart` is told when it leaves, `onPlace` where it was dropped. */
export function usePillDrag(
  pill: RefObject<HTMLElement | null>,
  place: PagePlace,
  { onStart, onPlace }: { readonly onStart: () => void; readonly onPlace: (place: PagePlace) => void },
): PillDrag {
  const press = useRef<Press | null>(null);
  const justDragged = useRef(false);
  const [spot, setSpot] = useState<PillDrag['spot']>(null);
  const end = () => {
    press.current = null;
    setSpot(null);
  };

  return {
    spot,
    dragged: () => justDragged.current,
    handlers: {
      onPointerDown(event) {
        justDragged.current = false;
        const box = pill.current?.getBoundingClientRect();
        if (event.button !== 0 || box === undefined) return;
        // At once: a quick hand leaves the pill with its first move.
        pill.current?.setPointerCapture(event.pointerId);
        press.current = {
          pointer: event.pointerId,
          startX: event.clientX,
          startY: event.clientY,
          offsetX: event.clientX - box.left,
          offsetY: event.clientY - box.top,
          moved: false,
        };
      },
      onPointerMove(event) {
        const held = press.current;
        if (held === null || held.pointer !== event.pointerId) return;
        if (!held.moved) {
          if (Math.hypot(event.clientX - held.startX, event.clientY - held.startY) < DRAG_FROM) return;
          held.moved = true;
          onStart();
        }
        setSpot({ left: `${event.clientX - held.offsetX}px`, top: `${event.clientY - held.offsetY}px` });
      },
      onPointerUp(event) {
        const held = press.current;
        const box = pill.current?.getBoundingClientRect();
        if (held?.moved === true && box !== undefined) {
          justDragged.current = true;
          const dropped = { left: event.clientX - held.offsetX, top: event.clientY - held.offsetY, width: box.width, height: box.height };
          onPlace(placeOf(dropped, { width: innerWidth, height: innerHeight }, place.small));
        }
        end();
      },
      onPointerCancel: end,
    },
  };
}
