import type { WorldEvent } from '../events/world-events';

const kinds: WorldEvent['kind'][] = ['clock', 'playing', 'mail', 'suppression', 'report', 'shop', 'settled'];

/**
 * Hears of the world. A page framed by the start page is told by it: browsers keep few connections to one origin, and one stream serves all
 * panes. `onConnect` is called whenever a connection stands (anew), when things may have been missed.
 */
export function listenToWorld(onEvent: (event: WorldEvent) => void, onConnect: () => void): void {
  if (isPaneOfStartPage()) {
    window.addEventListener('message', ({ origin, data }: MessageEvent<{ type?: unknown; event?: WorldEvent }>) => {
      if (origin === location.origin && data?.type === 'world-event' && data.event) onEvent(data.event);
    });
    return;
  }
  const stream = new EventSource('/events');
  stream.addEventListener('open', onConnect);
  for (const kind of kinds)
    stream.addEventListener(kind, ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data) as WorldEvent));
}

export const isPaneOfStartPage = (): boolean => window.parent !== window && window.name === 'inbox';

/** Calls `work` once when calls have stopped for a while: many events of one moment are one change. */
export function onceQuiet(work: () => void, quietMs: number): () => void {
  let timer: number | undefined;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(work, quietMs);
  };
}
