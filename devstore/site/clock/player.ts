import type { WorldEvents } from '../events/world-events';
import type { TimeTravel, Travelled } from './time-travel';

/** Lets business time run fast by itself, as long as somebody looks. */
export interface Player {
  /** How many times faster than the system's time; null: it does not play. */
  readonly speed: number | null;
  play(speed: number): void;
  pause(): void;
}

export interface PlayerParts {
  travel: TimeTravel;
  events: Pick<WorldEvents, 'publish'>;
  /** How many pages look at the world. */
  watchers: () => number;
  /** Milliseconds of the system's clock. */
  systemNow: () => number;
  /** Runs the work once, after that many milliseconds. */
  after: (ms: number, work: () => void) => void;
}

const TICK_MS = 500;
const ALONE_MS = 60_000;
/** Pages look anew whenever something happened, and else so often. */
const QUIET_TICKS = 20;

/** Moves time on each half second, each time waiting until everything has had its consequences; a tick that takes longer delays the next one. */
export function createPlayer({ travel, events, watchers, systemNow, after }: PlayerParts): Player {
  let speed: number | null = null;
  let turn = 0;
  let seenAt = 0;

  const end = (why?: string) => {
    if (speed === null) return;
    speed = null;
    turn += 1;
    events.publish({ kind: 'playing', speed, ...(why ? { why } : {}) });
  };

  const tick = async (mine: number, count: number) => {
    if (mine !== turn || speed === null) return;
    if (watchers() > 0) seenAt = systemNow();
    if (systemNow() - seenAt >= ALONE_MS) return end('Paused: nobody was looking for a minute.');
    const beganAt = systemNow();
    // Half a second passes by itself.
    const travelled = await travel.advance((speed - 1) * TICK_MS);
    if (hasHappened(travelled) || count % QUIET_TICKS === 0) events.publish({ kind: 'settled' });
    start(mine, count + 1, Math.max(TICK_MS - (systemNow() - beganAt), 0));
  };
  const start = (mine: number, count: number, inMs: number) =>
    after(inMs, () => {
      tick(mine, count).catch((error: unknown) =>
        end(`Paused: ${error instanceof Error ? error.message : String(error)}`),
      );
    });

  return {
    get speed() {
      return speed;
    },
    play(wanted) {
      const isNew = speed === null;
      speed = wanted;
      seenAt = systemNow();
      events.publish({ kind: 'playing', speed });
      if (isNew) start(++turn, 1, TICK_MS);
    },
    pause: () => end(),
  };
}

const hasHappened = ({ mails, reports }: Travelled): boolean => mails.length + reports.length > 0;
