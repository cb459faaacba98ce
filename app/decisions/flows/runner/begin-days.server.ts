import { Prisma } from '@prisma/client';
import { dayOf } from '~/customers/rules/days';
import { membersSql } from '~/customers/rules/sql/compile.server';
import { liveSegments } from '~/customers/segments/live-segments.server';
import { withSegments } from '~/customers/segments/with-segments';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { startOf } from '../engine/next-step';
import { liveFlows, type LiveFlow } from '../flows.server';
import { beginningsSql } from './beginnings.server';
import { dayRuleOf, nextLook, type DayTrigger } from './day-looks';

interface DayFlow extends LiveFlow {
  trigger: DayTrigger;
}

export interface BeginDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
}

/** What a worker that was away for so long makes good; a birthday is over after that. */
const MADE_GOOD_MINUTES = 720;
/** Everybody is looked through. */
const LONGEST_MS = 300_000;

/** Begins runs for everybody to whom a flow's day has come, once a day for each flow. */
export async function beginDays(deps: BeginDeps, shopId: string): Promise<void> {
  const now = deps.clock.now();
  const { flows, timezone } = await dayFlows(deps.db.prisma, shopId);
  for (const flow of flows) {
    const at = latestLook(flow, timezone, now);
    const coming = at && { shopId, flow, at, timezone };
    if (coming) await deps.db.transaction((tx) => beginDay(deps, tx, coming), { timeoutMs: LONGEST_MS });
  }
}

/** When it is next to be looked whose day has come: at once where that was missed. Null: no flow begins by a day. */
export async function nextDayAt(db: Db, shopId: string, now: Date): Promise<Date | null> {
  const { flows, timezone } = await dayFlows(db, shopId);
  const looks = await Promise.all(
    flows.map(async (flow) => {
      const at = latestLook(flow, timezone, now);
      if (at && !(await isDone(db, shopId, flow.key, at, timezone))) return now.getTime();
      return nextLook(flow.trigger, timezone, addMs(now, 1)).getTime();
    }),
  );
  return looks.length ? new Date(Math.min(...looks)) : null;
}

async function dayFlows(db: Db, shopId: string): Promise<{ flows: DayFlow[]; timezone: string }> {
  const flows = (await liveFlows(db, shopId)).flatMap(dayFlow);
  if (flows.length === 0) return { flows, timezone: 'UTC' };
  const { timezone } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  return { flows, timezone };
}

const dateOf = (at: Date, timezone: string): Date => new Date(`${dayOf(at, timezone).toString()}T00:00:00.000Z`);

async function isDone(db: Db, shopId: string, flowKey: string, at: Date, timezone: string): Promise<boolean> {
  const day = dateOf(at, timezone);
  return (await db.flowDay.findUnique({ where: { shopId_flowKey_day: { shopId, flowKey, day } } })) !== null;
}

const dayFlow = (flow: LiveFlow): DayFlow[] => {
  const { trigger } = flow.definition;
  return trigger.kind === 'day' ? [{ ...flow, trigger }] : [];
};

/** The last time it was to be looked, as far as that is made good. */
function latestLook(flow: DayFlow, timezone: string, now: Date): Date | null {
  const at = nextLook(flow.trigger, timezone, addMs(now, -minutes(MADE_GOOD_MINUTES)));
  return at <= now ? at : null;
}

interface ComingDay {
  shopId: string;
  flow: DayFlow;
  /** When runs begin. */
  at: Date;
  timezone: string;
}

async function beginDay(deps: BeginDeps, tx: Db, { shopId, flow, at, timezone }: ComingDay): Promise<void> {
  const own = { shopId, flowKey: flow.key, day: dateOf(at, timezone) };
  // Of two workers the second waits here, and finds that it is done.
  const { count } = await tx.flowDay.createMany({ data: [{ ...own, begun: 0 }], skipDuplicates: true });
  if (count === 0) return;
  const segments = new Map((await liveSegments(tx, shopId)).map(({ id, rule }) => [id, rule]));
  const rule = withSegments(dayRuleOf(flow.trigger), segments);
  const people = await tx.$queryRaw<{ id: string }[]>(
    membersSql(rule, { shopId, moment: { at, timeZone: timezone }, among: () => Prisma.empty }),
  );
  const runs = people.map(({ id: profileId }) => ({ id: deps.ids.next(), profileId, subject: { cartToken: null } }));
  const begun = await tx.$executeRaw(
    beginningsSql(flow, { shopId, runs, state: startOf(flow.definition, at), startedAt: at, now: deps.clock.now() }),
  );
  await tx.flowDay.updateMany({ where: own, data: { begun } });
}
