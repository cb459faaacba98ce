import { gid } from '../gid';

interface WebPixelRecord {
  id: string;
  /** JSON text, as Shopify stores it. */
  settings: string;
}

/** The pixel, and how many there have been. */
export interface WebPixelState {
  pixel: WebPixelRecord | null;
  made: number;
}

/** The app's one web pixel on this shop. */
export interface WebPixels {
  current(): WebPixelRecord | null;
  create(settings: string): WebPixelRecord;
  update(settings: string): WebPixelRecord | null;
  remove(): WebPixelRecord | null;
}

/** `earlier`: of an earlier run; `changed` is told of each change before anybody learns of it. */
export function createWebPixels(
  earlier: WebPixelState = { pixel: null, made: 0 },
  changed: (state: WebPixelState) => void = () => undefined,
): WebPixels {
  let state = earlier;
  const change = (next: WebPixelState) => {
    state = next;
    changed(next);
  };
  return {
    current: () => state.pixel,
    create(settings) {
      const made = state.made + 1;
      const pixel = { id: gid('WebPixel', 1_500_000_000 + made), settings };
      change({ pixel, made });
      return pixel;
    },
    update(settings) {
      if (state.pixel) change({ ...state, pixel: { ...state.pixel, settings } });
      return state.pixel;
    },
    remove() {
      const removed = state.pixel;
      change({ ...state, pixel: null });
      return removed;
    },
  };
}
