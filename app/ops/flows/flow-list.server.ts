import type { Shop } from '@prisma/client';
import { z } from 'zod';
import { triggerWords } from '~/decisions/explanations/flow-words';
import { flowDraftSchema } from '~/decisions/flows/language/flow';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { flowSpeaker } from './flow-speaker';
import { namesInFlows } from './flow-speaker.server';
import { windowBegins, windowSchema } from './window';

export type FlowState = 'on' | 'off' | 'out-of-use';

export interface FlowRow {
  key: string;
  name: string;
  state: FlowState;
  /** Something was changed that is not published yet. */
  hasDraft: boolean;
  /** How it begins, in words. */
  begins: string;
  inItNow: number;
  sent: number;
  orders: number;
  revenueMinor: number;
}

const SORTS = ['revenue', 'name', 'in-it', 'sent'] as const;

/** What stands in the list's address; anything else there means the usual. */
export const flowFilter = z.object({
  name: z.string().trim().max(120).catch(''),
  state: z.enum(['in-use', 'on', 'off', 'draft', 'out-of-use']).catch('in-use'),
  sort: z.enum(SORTS).catch('revenue'),
  days: windowSchema,
});
export type FlowFilter = z.infer<typeof flowFilter>;

export interface FlowListPage {
  shop: PageShop;
  filter: FlowFilter;
  flows: FlowRow[];
  /** Whether the shop has any, whatever the filter. */
  hasAny: boolean;
}

/** The shop's flows: what each does, who is in it, and what came of it. */
export function flowList(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<FlowListPage> {
  const filter = flowFilter.parse(Object.fromEntries(search));
  return inShop(deps, shopDomain, async (db, shop) => {
    const { flows, hasAny } = await wantedFlows(db, shop, filter, deps.clock.now());
    return { shop: pageShop(deps, shop), filter, flows, hasAny };
  });
}

/** A shop's flows as they are looked for, counted up to an instant. */
export async function wantedFlows(
  db: Db,
  shop: Pick<Shop, 'id' | 'currency' | 'locale' | 'timezone'>,
  filter: FlowFilter,
  now: Date,
): Promise<Pick<FlowListPage, 'flows' | 'hasAny'>> {
  const kept = await flowRows(db, shop.id, windowBegins(filter.days, now, shop.timezone));
  const told = kept.map((row) => ({ row, live: flowDraftSchema.safeParse(row.definition).data }));
  const names = await namesInFlows(
    db,
    shop.id,
    told.flatMap(({ live }) => live ?? []),
  );
  const speaker = flowSpeaker(names, shop);
  const all = told.map(({ row, live }) =>
    live
      ? shown(row, live.name, triggerWords(live.trigger, speaker))
      : shown(row, row.storedName ?? row.key, 'Its version cannot be read'),
  );
  const flows = all.filter((flow) => isWanted(flow, filter)).sort(orders[filter.sort]);
  return { flows, hasAny: all.length > 0 };
}

type KeptFlow = Omit<FlowRow, 'name' | 'state' | 'begins'> & {
  isOn: boolean;
  isArchived: boolean;
  definition: unknown;
  storedName: string | null;
};

/** All flows with their numbers, in one statement. */
const flowRows = (db: Db, shopId: string, since: Date): Promise<KeptFlow[]> => db.$queryRaw<KeptFlow[]>`
  WITH inside AS (
    SELECT r."flowKey", count(*)::int AS "inItNow" FROM flow_runs r
    WHERE r."shopId" = ${shopId}::uuid AND r."status" = 'active' GROUP BY 1),
  mails AS (
    SELECT m."flowKey", (count(*) FILTER (WHERE m."state" = 'accepted'))::int AS "sent",
      COALESCE(sum(a."orders"), 0)::int AS "orders", COALESCE(sum(a."minor"), 0)::float8 AS "revenueMinor"
    FROM messages m LEFT JOIN (
      SELECT c."messageId", count(*) AS "orders", sum(c."revenueMinor") AS "minor" FROM attributions c
      WHERE c."shopId" = ${shopId}::uuid AND c."model" = 'last-touch' GROUP BY 1) a ON a."messageId" = m."id"
    WHERE m."shopId" = ${shopId}::uuid AND m."flowKey" IS NOT NULL AND m."plannedAt" >= ${since}::timestamptz GROUP BY 1)
  SELECT f."key", f."isOn", f."archivedAt" IS NOT NULL AS "isArchived", f."draft" IS NOT NULL AS "hasDraft", v."definition",
    v."definition" ->> 'name' AS "storedName", COALESCE(i."inItNow", 0) AS "inItNow", COALESCE(s."sent", 0) AS "sent", COALESCE(s."orders", 0) AS "orders",
    COALESCE(s."revenueMinor", 0) AS "revenueMinor"
  FROM flows f
  JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion"
  LEFT JOIN inside i ON i."flowKey" = f."key" LEFT JOIN mails s ON s."flowKey" = f."key"
  WHERE f."shopId" = ${shopId}::uuid`;

function shown(
  { isOn, isArchived, definition: _definition, storedName: _storedName, ...row }: KeptFlow,
  name: string,
  begins: string,
): FlowRow {
  const state = isArchived ? 'out-of-use' : isOn ? 'on' : 'off';
  return { ...row, name, state, begins };
}

function isWanted({ name, key, begins, state, hasDraft }: FlowRow, filter: FlowFilter): boolean {
  const text = `${name} ${key} ${begins}`.toLowerCase();
  if (!text.includes(filter.name.toLowerCase())) return false;
  if (filter.state === 'draft') return hasDraft && state !== 'out-of-use';
  return filter.state === 'in-use' ? state !== 'out-of-use' : state === filter.state;
}

type Order = (a: FlowRow, b: FlowRow) => number;
const byName: Order = (a, b) => a.name.localeCompare(b.name, 'en');
const orders: Record<FlowFilter['sort'], Order> = {
  name: byName,
  revenue: (a, b) => b.revenueMinor - a.revenueMinor || byName(a, b),
  'in-it': (a, b) => b.inItNow - a.inItNow || byName(a, b),
  sent: (a, b) => b.sent - a.sent || byName(a, b),
};
