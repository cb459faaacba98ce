import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

export interface StorefrontGate {
  /** Whether a body may be read at all now. */
  isOpen(): boolean;
  /** Takes a place among those that are worked on, or not. Who got one gives it back by `leave`. */
  enter(): boolean;
  leave(): void;
}

export interface GateLimits {
  /** How late the event loop was on average of late, in milliseconds. */
  latenessMs?: () => number;
  /** Requests that are worked on at a time; bodies that are still coming are none, so that slow ones keep nobody out. */
  mostInHand?: number;
}

const MOST_IN_HAND = 64;
/** With the event loop as late, webhooks are waiting already. */
const LATEST_MS = 25;
const LOOK_EVERY_MS = 500;
/** A process that is late though it has little to do waits for the machine: turning browsers away would not help it. */
const BUSY_SHARE = 0.9;
/** Nor would it where so few ask between two looks: all of them together take some hundredths of the time, and something else makes it late. */
const FEW = 50;
const RESOLUTION_MS = 10;

/**
 * What browsers tell may be told again; webhooks come first. So storefronts have a share of the process, and none while its event loop is late.
 */
export function createStorefrontGate({ latenessMs, mostInHand = MOST_IN_HAND }: GateLimits = {}): StorefrontGate {
  let inHand = 0;
  let asked = 0;
  const lateBy = latenessMs ?? watchLateness({ asked: () => asked, startAnew: () => void (asked = 0) });
  return {
    isOpen() {
      asked += 1;
      return lateBy() <= LATEST_MS;
    },
    enter() {
      if (inHand >= mostInHand) return false;
      inHand += 1;
      return true;
    },
    leave: () => void (inHand -= 1),
  };
}

interface Asking {
  /** How many asked since it was started anew. */
  asked(): number;
  startAnew(): void;
}

/** How late the event loop is by what browsers ask of it. Watches this process for as long as it lives. */
function watchLateness(browsers: Asking): () => number {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let latest = 0;
  let before = performance.eventLoopUtilization();
  const look = () => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    // A sample is the time between two ticks of the watch's own timer; none in all this time means that it never came to tick.
    const lateMs = delays.count > 0 ? delays.mean / 1e6 - RESOLUTION_MS : LOOK_EVERY_MS;
    latest = utilization > BUSY_SHARE && browsers.asked() > FEW ? lateMs : 0;
    delays.reset();
    browsers.startAnew();
  };
  setInterval(look, LOOK_EVERY_MS).unref();
  return () => latest;
}
