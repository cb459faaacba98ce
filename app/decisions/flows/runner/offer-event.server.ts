import type { FlowRun, Prisma } from '@prisma/client';
import type { CustomerEvent } from '~/capture/events/event';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import { isOfGoods, type Goods, type Properties } from '~/customers/rules/event-fields';
import { readGoods } from '~/customers/rules/load-people.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { gatherFacts } from '../engine/gather-facts.server';
import { startOf } from '../engine/next-step';
import { liveFlows, type LiveFlow } from '../flows.server';
import type { FlowDefinition } from '../language/flow';
import { beginningEvents } from '../language/trigger';
import { cartTokenOf, isAboutCarts, subjectOf } from '../run-subject';
import { beginningsSql } from './beginnings.server';
import { failedBy, isNewer, mayStart, meansEvent } from './entering';
import { notAgainYet, noteTurnedAway } from './turned-away.server';

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

/** Lets an event start runs of live flows and stirs the person's runs under way. Runs move later, in the job of their own. */
export async function offerEvent(deps: OfferDeps, db: Db, offered: OfferedEvent): Promise<void> {
  await offerEvents(deps, db, offered.shopId, [offered]);
}

/** As `offerEvent`, for events of one shop that were told together, in their order. */
export async function offerEvents(deps: OfferDeps, db: Db, shopId: string, all: OfferedEvent[]): Promise<void> {
  const now = deps.clock.now();
  const inTime = all.filter(({ event }) => mayStart(event.occurredAt, now));
  const flows = inTime.length > 0 ? await liveFlows(db, shopId) : [];
  for (const offered of inTime)
    for (const flow of flows)
      if (await isMeantBy(db, flow.definition, offered)) await enter(deps, db, offered, flow, now);
  await stir(db, shopId, all, now);
}

async function isMeantBy(db: Db, flow: FlowDefinition, { shopId, event }: OfferedEvent): Promise<boolean> {
  const choices = beginningEvents(flow).filter((choice) => choice.event === event.type);
  if (choices.length === 0) return false;
  const properties: Properties = event.properties;
  const asksOfGoods = choices.some(({ where = [] }) =>
    where.some(({ field }) => isOfGoods({ event: event.type, field })),
  );
  const goods = asksOfGoods ? await readGoods(db, shopId, [{ properties }]) : new Map<string, Goods>();
  const past = { type: event.type, at: event.occurredAt.getTime(), properties };
  return meansEvent(flow, past, { goods });
}

async function enter(deps: OfferDeps, db: Db, offered: OfferedEvent, flow: LiveFlow, now: Date): Promise<void> {
  const { shopId, profileId, cartToken, event } = offered;
  const { trigger } = flow.definition;
  const question = { subject: { profileId, cartToken, since: event.occurredAt }, requests: requestsOf(trigger.when) };
  const facts = await gatherFacts(db, shopId, question, now);
  const whom = { shopId, profileId, at: event.occurredAt };
  if (!evaluate(trigger.when, facts)) return noteTurnedAway(db, whom, flow, failedBy(trigger.when, facts));
  const active = await db.flowRun.findFirst({ where: { shopId, profileId, flowKey: flow.key, status: 'active' } });
  if (active) return meetAgain(db, offered, flow, active, now);
  const added = await begin(deps, db, offered, flow, now);
  if (added) return wake(db, shopId, 'advance-runs', now);
  const why = await notAgainYet(db, whom, flow);
  if (why) await noteTurnedAway(db, whom, flow, why);
}

function begin(deps: OfferDeps, db: Db, offered: OfferedEvent, flow: LiveFlow, now: Date): Promise<number> {
  const { shopId, profileId, cartToken, event } = offered;
  const { occurredAt: startedAt } = event;
  const token = isAboutCarts(flow.definition) ? cartToken : null;
  const run = { id: deps.ids.next(), profileId, subject: subjectOf(event, token) };
  const state = startOf(flow.definition, startedAt);
  return db.$executeRaw(beginningsSql(flow, { shopId, runs: [run], state, startedAt, now }));
}

/** What the trigger does for somebody who is in the flow. */
async function meetAgain(
  db: Db,
  { shopId, profileId, event, cartToken }: OfferedEvent,
  { version, definition }: LiveFlow,
  run: FlowRun,
  now: Date,
): Promise<void> {
  const token = isAboutCarts(definition) ? (cartToken ?? cartTokenOf(run)) : null;
  const subject = subjectOf(event, token) as unknown as Prisma.InputJsonObject;
  switch (definition.meanwhile) {
    case 'nothing':
      return;
    case 'follow':
      if (token && cartTokenOf(run) !== token)
        await db.flowRun.update({ where: { shopId_id: { shopId, id: run.id } }, data: { subject } });
      return;
    case 'restart': {
      if (!isNewer(event.occurredAt, run) || (await hasMails(db, shopId, run.id))) return;
      const state = startOf(definition, event.occurredAt) as unknown as Prisma.InputJsonObject;
      const data = { version, subject, state, startedAt: event.occurredAt, dueAt: now };
      await db.flowRun.updateMany({ where: { shopId, id: run.id, profileId, status: 'active' }, data });
      return wake(db, shopId, 'advance-runs', now);
    }
    default:
      return unreachable(definition.meanwhile);
  }
}

const hasMails = async (db: Db, shopId: string, sourceId: string): Promise<boolean> =>
  (await db.message.findFirst({ where: { shopId, sourceKind: 'flow-run', sourceId }, select: { id: true } })) !== null;

/** Runs look at some kinds of events, each by its version: only those are looked at again. */
async function stir(db: Db, shopId: string, offered: readonly OfferedEvent[], now: Date): Promise<void> {
  const stirring = offered.map(({ profileId, event }) => ({ profileId, type: event.type }));
  const ids = [...new Set(offered.map(({ profileId }) => profileId))];
  const stirred = await db.$executeRaw`
    UPDATE flow_runs r SET "dueAt" = ${now} FROM flow_versions v
    WHERE r."shopId" = ${shopId}::uuid AND r."profileId" = ANY(${ids}::uuid[]) AND r."status" = 'active'
      AND v."shopId" = r."shopId" AND v."flowKey" = r."flowKey" AND v."version" = r."version" AND EXISTS (
        SELECT FROM jsonb_to_recordset(${JSON.stringify(stirring)}::jsonb) AS o("profileId" uuid, "type" text)
        WHERE o."profileId" = r."profileId" AND o."type" = ANY(v."stirredBy"))`;
  if (stirred) await wake(db, shopId, 'advance-runs', now);
}
