/** Business time in an open page: its offset now, and word of each move of the world's clock. */
export interface FollowedClock {
  offsetMs(): number;
  onMove(listener: () => void): void;
}

const ADDRESS = '/cdn/dev-store/clock';

/** Follows the world's clock while the page is seen; a hidden one would hold a connection for nobody, and catches up when it is seen again. */
export function followClock(initialMs: number): FollowedClock {
  const listeners: (() => void)[] = [];
  let offsetMs = initialMs;
  let source: EventSource | undefined;

  const hear = ({ data }: MessageEvent<string>): void => {
    const told = Number(data);
    if (told === offsetMs) return;
    offsetMs = told;
    listeners.forEach((listener) => listener());
  };
  const follow = (): void => {
    const isSeen = document.visibilityState === 'visible';
    if (isSeen === Boolean(source)) return;
    source?.close();
    source = isSeen ? new EventSource(ADDRESS) : undefined;
    source?.addEventListener('message', hear);
  };
  if ('EventSource' in window) {
    document.addEventListener('visibilitychange', follow);
    window.addEventListener('pageshow', follow);
  }
  return { offsetMs: () => offsetMs, onMove: (listener) => void listeners.push(listener) };
}
