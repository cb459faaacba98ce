import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { nextAllowance, OF_A_SUDDEN, type Look } from './storefront-allowance';

export interface StorefrontGate {
  /** Whether one more may be read now; asked once for each that comes. */
  admits(): boolean;
  /** Takes a place among those that are worked on, or not. Who got one gives it back by `leave`. */
  enter(): boolean;
  leave(): void;
}

export interface GateLimits {
  /** How many may come in between two looks; by how late the event loop is, where nothing is said. */
  allowance?: () => number;
  /** Requests that are worked on at a time; bodies that are still coming are none, so that slow ones keep nobody out. */
  mostInHand?: number;
}

const MOST_IN_HAND = 64;
const LOOK_EVERY_MS = 100;
/** A process that is late though it has little to do waits for the machine: turning browsers away would not help it. */
const BUSY_SHARE = 0.9;
const RESOLUTION_MS = 5;

/**
 * What browsers tell may be told again; webhooks come first. So storefronts have a share of the process, and less of it the later its event loop is.
 */
export function createStorefrontGate({ allowance, mostInHand = MOST_IN_HAND }: GateLimits = {}): StorefrontGate {
  let inHand = 0;
  let asked = 0;
  let allowed = OF_A_SUDDEN;
  if (!allowance)
    watchLateness((latenessMs) => {
      allowed = nextAllowance(allowed, { asked, latenessMs });
      asked = 0;
    });
  return {
    admits() {
      asked += 1;
      return asked <= (allowance?.() ?? allowed);
    },
    enter() {
      if (inHand >= mostInHand) return false;
      inHand += 1;
      return true;
    },
    leave: () => void (inHand -= 1),
  };
}

/** How late the event loop is by its own work, look by look, for as long as this process lives. */
function watchLateness(tell: (latenessMs: Look['latenessMs']) => void): void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let before = performance.eventLoopUtilization();
  const look = () => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    // A sample is the time between two ticks of the watch's own timer; none in all this time means that it never came to tick.
    const latenessMs = delays.count > 0 ? delays.mean / 1e6 - RESOLUTION_MS : LOOK_EVERY_MS;
    delays.reset();
    tell(utilization > BUSY_SHARE ? latenessMs : 0);
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}
