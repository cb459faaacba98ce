import type { WorldClock } from '../../clock';

/** Business time for what is done to the store: one instant for a whole action, and the instant of old when it is done again. */
export interface ActionClock extends WorldClock {
  during<T>(at: Date, action: () => T): T;
}

export function createActionClock(clock: WorldClock): ActionClock {
  let held: Date | null = null;
  return {
    now: () => new Date(held ?? clock.now()),
    get offsetMs() {
      return clock.offsetMs;
    },
    advance: clock.advance,
    moveTo: clock.moveTo,
    onMove: clock.onMove,
    during(at, action) {
      held = at;
      try {
        return action();
      } finally {
        held = null;
      }
    },
  };
}
