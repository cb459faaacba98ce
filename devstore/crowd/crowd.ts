import type { World } from '../world';
import { chooseProducts } from './choose-products';
import { dayAfter, dayOf, planDay, type CrowdPlan, type PlannedVisit } from './plan-day';
import { AT_ONCE } from './rates';
import type { Visitors } from './visitors';

export interface CrowdOptions {
  world: Pick<World, 'clock' | 'shopify' | 'urls' | 'expect'>;
  perDay: number;
  seed: number;
  visitors: Visitors;
  /** Told of a visit that went wrong otherwise than by the shop's own word. */
  onFailure: (why: string) => void;
  /** Runs the work once, after that many milliseconds of system time; returns what calls it off. */
  after: (ms: number, work: () => void) => () => void;
}

/**
 * Simulated shoppers who come as business time passes, by itself or because somebody moves it: whoever does can stop where the next ones
 * come. A move of the clock is over when those who came by it have gone. Who would have come while nothing ran does not.
 */
export function openCrowd(options: CrowdOptions): { stop(): void } {
  const { world, visitors, after } = options;
  const { clock, shopify } = world;
  const plan: CrowdPlan = { ...options, timeZone: shopify.store.data.shop.ianaTimezone };
  const diary = createDiary(plan, clock.now().getTime());
  let callOff: () => void = () => undefined;
  let last: Promise<void> = Promise.resolve();

  const come = (): Promise<void> => {
    const due = diary.takeUntil(clock.now().getTime());
    last = last.then(() => makeVisits(options, due));
    return last.finally(wait);
  };
  /** Business time also passes by itself. */
  const wait = () => {
    callOff();
    const next = diary.next();
    if (next) callOff = after(Math.min(next.atMs - clock.now().getTime(), LONGEST_WAIT_MS), () => void come());
  };
  const ends = [
    clock.onMove(come),
    world.expect(() => {
      const next = diary.next();
      return next && { at: new Date(next.atMs), words: 'shoppers come to the shop' };
    }),
  ];
  wait();
  return {
    stop() {
      for (const end of ends) end();
      callOff();
      visitors.stop();
    },
  };
}

const LONGEST_WAIT_MS = 3_600_000;

async function makeVisits({ world, visitors, onFailure }: CrowdOptions, due: PlannedVisit[]): Promise<void> {
  const next = async () => {
    for (let visit = due.shift(); visit; visit = due.shift()) {
      const interests = chooseProducts(world.shopify.store.data, visit.seed);
      const outcome = await visitors.visit({ ...visit, storefrontUrl: world.urls.storefront, interests });
      if (outcome.kind === 'failed') onFailure(outcome.why);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** The visits from an instant on, planned day by day as they are needed. */
function createDiary(plan: CrowdPlan, fromMs: number) {
  let day = dayOf(plan.timeZone, fromMs);
  let visits = planDay(plan, day).filter(({ atMs }) => atMs > fromMs);
  const next = (): PlannedVisit | null => {
    while (visits.length === 0 && plan.perDay > 0) {
      day = dayAfter(day);
      visits = planDay(plan, day);
    }
    return visits[0] ?? null;
  };
  return {
    next,
    /** Takes out those that are due. */
    takeUntil(untilMs: number): PlannedVisit[] {
      const taken: PlannedVisit[] = [];
      for (let first = next(); first && first.atMs <= untilMs; first = next()) {
        taken.push(first);
        visits.shift();
      }
      return taken;
    },
  };
}
