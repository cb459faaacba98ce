import type { Prisma } from '@prisma/client';
import type { CustomerEvent, EventType } from '~/capture/events/event';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { liveFlows, type LiveFlow } from './flows.server';
import { gatherFacts } from './gather-facts.server';
import { startOf } from './next-step';

export interface OfferDeps {
  clock: Clock;
  ids: Ids;
}

export interface OfferedEvent {
  shopId: string;
  profileId: string;
  event: CustomerEvent;
  cartToken: string | null;
}

/** Facts may have changed for runs under way: they are looked at again at once, not only when their wait is over. */
const STIRS_RUNS: ReadonlySet<EventType> = new Set([
  'cart_updated',
  'checkout_updated',
  'order_placed',
  'consent_changed',
]);

/** An event told later than this starts nothing: what it would remind of is a day old. */
const LATEST_START_MINUTES = 1_440;

/** Lets an event start runs of live flows and stirs the person's runs under way. Runs move later, in the job of their own. */
export async function offerEvent(deps: OfferDeps, db: Db, offered: OfferedEvent): Promise<void> {
  await offerEvents(deps, db, offered.shopId, [offered]);
}

/** As `offerEvent`, for events of one shop that were told together, in their order. */
export async function offerEvents(deps: OfferDeps, db: Db, shopId: string, all: OfferedEvent[]): Promise<void> {
  const now = deps.clock.now();
  const mayStart = ({ event }: OfferedEvent) => event.occurredAt >= addMs(now, -minutes(LATEST_START_MINUTES));
  const flows = all.some(mayStart) ? await liveFlows(db, shopId) : [];
  for (const offered of all) {
    const { event } = offered;
    const starting = mayStart(offered)
      ? flows.filter(({ definition }) => definition.trigger.events.includes(event.type))
      : [];
    for (const flow of starting) await enter(deps, db, offered, flow, now);
  }
  const stirring = all.filter(({ event }) => STIRS_RUNS.has(event.type)).map(({ profileId }) => profileId);
  if (stirring.length) await stir(db, shopId, [...new Set(stirring)], now);
}

async function enter(deps: OfferDeps, db: Db, offered: OfferedEvent, flow: LiveFlow, now: Date): Promise<void> {
  const { shopId, profileId, cartToken, event } = offered;
  const { trigger } = flow.definition;
  const subject = { shopId, profileId, cartToken, since: event.occurredAt, now };
  const facts = await gatherFacts(db, subject, requestsOf(trigger.when));
  if (!evaluate(trigger.when, facts)) return;
  const again = addMs(now, -minutes(trigger.againAfterMinutes));
  const hasBeenHere = await db.flowRun.findFirst({
    where: { shopId, profileId, flowKey: flow.key, OR: [{ status: 'active' }, { endedAt: { gt: again } }] },
  });
  if (hasBeenHere) return followCart(db, offered, hasBeenHere);
  const run = { id: deps.ids.next(), startedAt: event.occurredAt, state: startOf(flow.definition, event.occurredAt) };
  // Two at once for one person: the partial unique index lets one through.
  const added = await db.$executeRaw`
    INSERT INTO flow_runs ("shopId", "id", "flowKey", "version", "profileId", "subject", "state", "startedAt", "dueAt")
    VALUES (${shopId}::uuid, ${run.id}::uuid, ${flow.key}, ${flow.version}, ${profileId}::uuid, ${JSON.stringify({ cartToken })}::jsonb,
      ${JSON.stringify(run.state)}::jsonb, ${run.startedAt}, ${now})
    ON CONFLICT DO NOTHING`;
  if (added) await wake(db, shopId, 'advance-runs', now);
}

/** A new cart while a run is under way: the run is about that cart from now on. */
async function followCart(
  db: Db,
  offered: OfferedEvent,
  run: { id: string; status: string; subject: unknown },
): Promise<void> {
  const { shopId, cartToken } = offered;
  if (run.status !== 'active' || !cartToken || cartTokenOf(run) === cartToken) return;
  const subject: Prisma.InputJsonObject = { cartToken };
  await db.flowRun.update({ where: { shopId_id: { shopId, id: run.id } }, data: { subject } });
}

export const cartTokenOf = (run: { subject: unknown }): string | null =>
  (run.subject as { cartToken?: string | null }).cartToken ?? null;

async function stir(db: Db, shopId: string, profileIds: string[], now: Date): Promise<void> {
  const stirred = await db.flowRun.updateMany({
    where: { shopId, profileId: { in: profileIds }, status: 'active' },
    data: { dueAt: now },
  });
  if (stirred.count) await wake(db, shopId, 'advance-runs', now);
}
