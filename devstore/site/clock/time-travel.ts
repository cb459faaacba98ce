import { everythingSettled, type App } from '../../app-processes';
import type { World } from '../../world';
import { whatFallsDue } from './due';

/** What happened while business time was moved, as the stand-ins' logs tell it. */
export interface Travelled {
  /** Business time, ISO. */
  from: string;
  to: string;
  /** Instants at which the journey stopped because something fell due there, its end included. */
  stops: number;
  mails: { messageId: string; to: string[]; subject: string; at: string }[];
  reports: { recordType: string; recipient: string; outcome: string; at: string }[];
}

export interface TimeTravel {
  /**
   * Moves business time on, stopping wherever something falls due on the way and waiting there until it has had its consequences: what comes
   * of a day's jump is what comes of a day. Journeys are made one after another.
   */
  advance(ms: number): Promise<Travelled>;
  /** Moves to the next instant at which something falls due; null when nothing will. */
  jumpToNext(): Promise<Travelled | null>;
  /** A journey is under way. */
  readonly isMoving: boolean;
}

/** A long journey over many people stops this often at most; what falls due in between then waits a little, never the first. */
const MOST_STOPS = 300;
const LEAST_STRIDE_MS = 60_000;

export function createTimeTravel(world: World, app: App): TimeTravel {
  const { clock } = world;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inTurn = <T>(journey: () => Promise<T>): Promise<T> => {
    waiting += 1;
    const mine = last.then(journey).finally(() => (waiting -= 1));
    last = mine.catch(() => undefined);
    return mine;
  };
  const stopAt = async (atMs: number) => {
    await clock.advance(Math.max(atMs - clock.now().getTime(), 0));
    await everythingSettled(world, app);
  };
  const nextDueMs = async () => (await whatFallsDue(world, app))[0]?.at.getTime();

  return {
    advance: (ms) =>
      inTurn(() =>
        noting(world, async () => {
          const targetMs = clock.now().getTime() + ms;
          const strideMs = Math.max(LEAST_STRIDE_MS, ms / MOST_STOPS);
          await everythingSettled(world, app);
          let stops = 1;
          let earliestMs = 0;
          for (let dueMs = await nextDueMs(); dueMs !== undefined; dueMs = await nextDueMs()) {
            const atMs = Math.max(dueMs, earliestMs);
            if (atMs >= targetMs) break;
            await stopAt(atMs);
            earliestMs = atMs + strideMs;
            stops += 1;
          }
          await stopAt(targetMs);
          return stops;
        }),
      ),
    jumpToNext: () =>
      inTurn(async () => {
        await everythingSettled(world, app);
        const dueMs = await nextDueMs();
        return dueMs === undefined ? null : noting(world, () => stopAt(dueMs).then(() => 1));
      }),
    get isMoving() {
      return waiting > 0;
    },
  };
}

/** Runs a journey and tells what the logs got meanwhile. */
async function noting({ clock, logs }: World, journey: () => Promise<number>): Promise<Travelled> {
  const from = clock.now().toISOString();
  const seen = logs.postmark.all().length;
  const stops = await journey();
  const since = logs.postmark.all().slice(seen);
  return {
    ...{ from, to: clock.now().toISOString(), stops },
    mails: since.flatMap(({ at, entry }) =>
      entry.kind === 'accepted' ? [{ messageId: entry.messageId, to: entry.to, subject: entry.subject ?? '', at }] : [],
    ),
    reports: since.flatMap(({ at, entry }) =>
      entry.kind === 'webhook-attempt'
        ? [{ recordType: entry.recordType, recipient: entry.recipient, outcome: entry.outcome, at }]
        : [],
    ),
  };
}
