import type { WorldClock } from './clock';
import type { KeptFile } from './kept/kept-file';

/** Where the clock stood when it was last moved. */
export interface KeptClock {
  offsetMs: number;
  /** Business time, in milliseconds since 1970. */
  atMs: number;
}

interface WorldClockOptions {
  systemNow?: () => number;
  /** Each move is kept here before anybody hears of it, and the next start goes on from there. */
  kept?: KeptFile<KeptClock>;
}

/**
 * Makes the world's clock. `systemNow` gives system time in milliseconds since 1970 and is what tests inject.
 *
 * Business time is system time plus one offset. The offset starts at zero; the first `moveTo` may set it anywhere, because a store's data
 * may be years old; from then on it only grows. Moves are carried out one after another, and each resolves once every listener has
 * finished, so a listener never hears of a later move before it is done with an earlier one. A listener must not await a move of its
 * own: that move waits for the listener.
 *
 * A clock that is kept has gone on while nothing ran: the offset stays as it was, so that the real time between two starts has passed in
 * business time too, as in a shop that stays open while this machine is off. (Standing still would take business time back in the eyes of
 * the app, whose clock is its database's plus the same offset.) Should the machine's clock have been put back, business time does not
 * follow: it goes on from where it stood at the last move.
 */
export function createWorldClock({ systemNow = Date.now, kept }: WorldClockOptions = {}): WorldClock {
  const listeners = new Set<(now: Date) => void | Promise<void>>();
  const earlier = kept?.read();
  let offsetMs = earlier ? Math.max(earlier.offsetMs, earlier.atMs - systemNow()) : 0;
  let isPlaced = earlier !== undefined;
  let lastMove: Promise<void> = Promise.resolve();

  const now = () => new Date(systemNow() + offsetMs);

  /** Runs after all earlier moves; one failed move does not block the next. */
  const inTurn = (move: () => Promise<void>): Promise<void> => {
    const mine = lastMove.then(move);
    lastMove = mine.catch(() => undefined);
    return mine;
  };

  const shift = async (byMs: number) => {
    isPlaced = true;
    offsetMs += byMs;
    kept?.write({ offsetMs, atMs: now().getTime() });
    await tellAll(listeners, now());
  };

  return {
    now,
    get offsetMs() {
      return offsetMs;
    },
    async advance(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new RangeError(`advance(ms): ${ms} is not a number of milliseconds ≥ 0; business time never goes back.`);
      await inTurn(() => shift(Math.round(ms)));
    },
    async moveTo(instant) {
      const target = instant.getTime();
      if (Number.isNaN(target)) throw new RangeError('moveTo(instant): the date is invalid; pass a valid Date.');
      await inTurn(async () => {
        const byMs = target - now().getTime();
        if (isPlaced && byMs < 0) {
          throw new RangeError(
            `moveTo(instant): ${instant.toISOString()} lies before business time ${now().toISOString()}; choose a later instant.`,
          );
        }
        await shift(byMs);
      });
    },
    onMove(listener) {
      // A wrapper of its own, so that the same function may listen twice and each stop ends only its own.
      const own = (at: Date) => listener(at);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** The clock of a world that may have been there before: at its first start business time is `startsAt`, an ISO instant. */
export async function openWorldClock({
  kept,
  startsAt,
}: {
  kept: KeptFile<KeptClock>;
  startsAt: string;
}): Promise<WorldClock> {
  const isNew = kept.read() === undefined;
  const clock = createWorldClock({ kept });
  if (isNew) await clock.moveTo(new Date(startsAt));
  return clock;
}

/** Every listener is told, even when one fails; failures are raised together once all are done. */
async function tellAll(listeners: Iterable<(now: Date) => void | Promise<void>>, now: Date): Promise<void> {
  const results = await Promise.allSettled([...listeners].map(async (listener) => listener(new Date(now))));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} listener(s) of the clock failed: ${failures.map(String).join('; ')}`,
    );
}
