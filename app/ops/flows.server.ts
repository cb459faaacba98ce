import { z } from 'zod';
import { sentence } from '~/customers/rules/sentence';
import { flowDefinition, publishFlow, switchFlow } from '~/decisions/flows/flows.server';
import {
  abandonedCart,
  abandonedCartWith,
  delaysOf,
  type AbandonedCartDelays,
} from '~/decisions/flows/templates/abandoned-cart';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import { creditWindowWords } from '~/engagement/attribution/windows';
import { loadSender } from '~/delivery/sending/sender.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { nextCart } from './insight.server';
import type { SaveOutcome } from './save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { latestRuns, type RunRow } from './flow-runs.server';

export interface FlowSummary {
  key: string;
  name: string;
  isOn: boolean;
  version: number;
  delays: AbandonedCartDelays;
  inItNow: number;
  entered: number;
  sent: number;
  notSent: number;
  attributedMinor: number;
  /** By what orders are credited to mails. */
  creditedBy: string;
}

export interface FlowPage {
  shop: PageShop;
  flow: FlowSummary;
  /** Whether it may be turned on: it is known who the mail is from. */
  canStart: boolean;
  startsWhen: string;
  stopsWhen: string[];
  runs: RunRow[];
  /** Whether somebody left a cart whose mail can be shown. */
  hasExample: boolean;
}

export function flowList(deps: PageDeps, shopDomain: string): Promise<{ shop: PageShop; flows: FlowSummary[] }> {
  return inShop(deps, shopDomain, async (db, shop) => ({
    shop: pageShop(deps, shop),
    flows: [await summary(db, shop.id)],
  }));
}

/** One flow: what it does, whether it runs, who is in it. Null for a flow nobody knows. */
export function flowPage(deps: PageDeps, shopDomain: string, key: string): Promise<FlowPage | null> {
  return inShop(deps, shopDomain, async (db, row) => {
    if (key !== abandonedCart.key) return null;
    const { id: shopId } = row;
    const shop = pageShop(deps, row);
    const flow = await summary(db, shopId);
    const definition = await flowDefinition(db, shopId, key, flow.version);
    return {
      ...{ shop, flow },
      canStart: (await loadSender(deps.vault, db, shopId)) !== null,
      startsWhen: sentence(definition.trigger.when),
      stopsWhen: definition.exits.map((exit) => sentence(exit.when)),
      runs: await latestRuns(deps.vault, db, { shopId, flowKey: key, shop }),
      hasExample: (await nextCart(db, deps.clock, shopId)) !== null,
    };
  });
}

async function summary(db: Db, shopId: string): Promise<FlowSummary> {
  const { key, name } = abandonedCart;
  const flow = await db.flow.findUniqueOrThrow({ where: { shopId_key: { shopId, key } } });
  const definition = await flowDefinition(db, shopId, key, flow.liveVersion);
  const ofFlow = { shopId, flowKey: key };
  const [inItNow, entered, sent, notSent, attributedMinor, { shown }] = await Promise.all([
    db.flowRun.count({ where: { ...ofFlow, status: 'active' } }),
    db.flowRun.count({ where: ofFlow }),
    db.message.count({ where: { ...ofFlow, state: 'accepted' } }),
    db.message.count({ where: { ...ofFlow, state: { in: ['skipped', 'rejected'] } } }),
    revenueOf(db, shopId, key),
    windowsInUse(db, shopId),
  ]);
  const counts = { inItNow, entered, sent, notSent, attributedMinor, creditedBy: creditWindowWords(shown) };
  return { key, name, isOn: flow.isOn, version: flow.liveVersion, delays: delaysOf(definition), ...counts };
}

/** What orders credited to this flow's mails amount to, in minor units. */
async function revenueOf(db: Db, shopId: string, flowKey: string): Promise<number> {
  const rows = await db.$queryRaw<{ minor: number }[]>`
    SELECT COALESCE(sum(a."revenueMinor"), 0)::float8 AS "minor" FROM attributions a
    JOIN messages m ON m."shopId" = a."shopId" AND m."id" = a."messageId" AND m."flowKey" = ${flowKey}
    WHERE a."shopId" = ${shopId}::uuid AND a."model" = 'last-touch'`;
  return rows[0]?.minor ?? 0;
}

const minutesField = (field: string, least: number) =>
  z.coerce
    .number({ error: `${field} must be a number of minutes` })
    .int('must be whole minutes')
    .min(least, `must be at least ${least} minutes: people who are still shopping would be written to`)
    .max(20_160, 'must be at most two weeks');

const change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('switch'), isOn: z.stringbool() }),
  z.object({
    intent: z.literal('delays'),
    firstMailAfterMinutes: minutesField('The first delay', 30),
    secondMailAfterMinutes: minutesField('The second delay', 60),
  }),
]);

/**
 * Turns the flow on or off, or changes its delays: people inside finish on the version they began on. `actor` is the user's id, where it is
 * known.
 */
export async function saveFlow(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  form: unknown,
  actor?: string,
): Promise<SaveOutcome> {
  const parsed = change.safeParse(form);
  if (!parsed.success)
    return {
      kind: 'refused',
      problems: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
    };
  const input = parsed.data;
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    if (input.intent === 'delays') await publishFlow(db, deps.clock, shopId, abandonedCartWith(input));
    else if (input.isOn && !(await loadSender(deps.vault, db, shopId)))
      return refused('isOn', 'It is not said yet who the mail is from. Say so in Settings, then turn it on.');
    else await switchFlow(db, deps.clock, shopId, abandonedCart.key, input.isOn);
    const kind = input.intent === 'delays' ? 'flow-changed' : input.isOn ? 'flow-turned-on' : 'flow-turned-off';
    await recordActivity(deps, db, shopId, { kind, subject: abandonedCart.key, actor });
    return { kind: 'saved' };
  });
}

const refused = (field: string, message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });
