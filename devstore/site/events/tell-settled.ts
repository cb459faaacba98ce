import type { WorldEvents } from './world-events';

interface Parts {
  events: WorldEvents;
  /** Resolves when what is under way has had its consequences. */
  settled: () => Promise<void>;
  /** Runs the work once, after that many milliseconds. */
  after: (ms: number, work: () => void) => void;
}

/** What one act brings about comes within this, and is told of once. */
const PAUSE_MS = 250;
/** Where things never cease to happen, pages need not look anew more often. */
const BUSY_PAUSE_MS = 1_500;

/**
 * Publishes `settled` whenever something happened and all of it has come to rest, in the app too: from then on pages that look anew see what
 * came of it. What happens meanwhile is told of in its turn. An app that does not come to rest, or does not answer, is told of all the same.
 */
export function tellWhenSettled({ events, settled, after }: Parts): void {
  let isWaiting = false;
  let hasMore = false;

  const wait = (pauseMs: number) => {
    isWaiting = true;
    after(pauseMs, () => {
      hasMore = false;
      void settled()
        .catch(() => undefined)
        .then(() => {
          isWaiting = false;
          events.publish({ kind: 'settled' });
          if (hasMore) wait(BUSY_PAUSE_MS);
        });
    });
  };

  events.listen(({ kind }) => {
    if (kind !== 'mail' && kind !== 'report' && kind !== 'shop' && kind !== 'suppression') return;
    if (isWaiting) hasMore = true;
    else wait(PAUSE_MS);
  });
}
