import type { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { StoredDecision } from '~/decisions/explanations/decision-words';
import { capitalised, keyWords, type SpokenShop } from '~/decisions/explanations/spoken-shop';
import { VERSION_UNKNOWN } from '~/decisions/explanations/flow-words';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { cutPage, readPaging, type PageLinks, type Paging } from '../list-pages';
import { openAddresses, primaryAddresses } from '../people.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { whoIsWanted } from '../whom-to-find.server';
import { nowWords } from './run-story.server';

/** What stands in the list's address; anything else there means no filter. */
export const runFilter = z.object({
  who: z.string().trim().max(320).catch(''),
  state: z.enum(['all', 'inside', 'ended']).catch('all'),
  node: z.string().max(60).catch(''),
});
export type RunFilter = z.infer<typeof runFilter>;

export interface RunRow {
  id: string;
  /** Name or address; null for a visitor nobody knows, and somebody who was erased. */
  who: string | null;
  startedAt: string;
  isActive: boolean;
  /** Where it stands, or how it ended, in a sentence. */
  now: string;
}

export interface RunsPage {
  shop: PageShop;
  flow: { key: string; name: string; isOn: boolean };
  filter: RunFilter;
  /** Steps at which somebody can stand. */
  steps: { key: string; name: string }[];
  runs: RunRow[];
  links: PageLinks;
}

const SHOWN = 50;

/** Who is or was in a flow, the newest first. Null for a flow nobody knows. */
export function runsPage(
  deps: PageDeps,
  shopDomain: string,
  flowKey: string,
  search: URLSearchParams,
): Promise<RunsPage | null> {
  const filter = runFilter.parse(Object.fromEntries(search));
  const paging = readPaging(search);
  return inShop(deps, shopDomain, async (db, row) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId: row.id, key: flowKey } } });
    if (!flow) return null;
    const live = await understoodFlow(db, row.id, flowKey, flow.liveVersion);
    const name = (await flowNames(db, row.id)).get(flowKey) ?? flowKey;
    const where = await whereOfRuns(deps.vault, db, row.id, flowKey, filter);
    const found = await findRuns(db, where, paging);
    const { rows, links } = cutPage(found, paging, SHOWN, ({ startedAt: at, id }) => ({ at, id }));
    const shop = pageShop(deps, row);
    return {
      ...{ shop, filter, links, flow: { key: flowKey, name, isOn: flow.isOn } },
      steps: (live?.nodes ?? []).map(({ key }) => ({ key, name: capitalised(keyWords(key)) })),
      runs: await runRows(deps.vault, db, shop, row.id, rows),
    };
  });
}

export async function whereOfRuns(
  vault: Vault,
  db: Db,
  shopId: string,
  flowKey: string,
  { who, state, node }: RunFilter,
): Promise<Prisma.FlowRunWhereInput> {
  const wanted = await whoIsWanted(vault, db, shopId, who);
  return {
    ...{ shopId, flowKey },
    ...(state === 'all' ? {} : { status: state === 'inside' ? 'active' : 'ended' }),
    ...(node ? { state: { path: ['node'], equals: node } } : {}),
    ...(wanted.kind === 'among' ? { profileId: { in: wanted.profileIds } } : {}),
    ...(wanted.kind === 'unsearchable' ? { profileId: { in: [] } } : {}),
  };
}

/** With what was decided last of each. */
export const withLast = { decisions: { orderBy: { seq: 'desc' }, take: 1 } } as const;
type FoundRun = Prisma.FlowRunGetPayload<{ include: typeof withLast }>;

function findRuns(db: Db, where: Prisma.FlowRunWhereInput, paging: Paging): Promise<FoundRun[]> {
  const direction = paging.kind === 'newer' ? 'asc' : 'desc';
  return db.flowRun.findMany({
    where: { ...where, ...(paging.kind === 'newest' ? {} : beyond(paging)) },
    orderBy: [{ startedAt: direction }, { id: direction }],
    take: SHOWN + 1,
    include: withLast,
  });
}

/** The outer bound lets the index begin at the row; the inner one sorts out those of the same instant. */
function beyond({ kind, than: { at, id } }: Exclude<Paging, { kind: 'newest' }>): Prisma.FlowRunWhereInput {
  return kind === 'older'
    ? { startedAt: { lte: at }, OR: [{ startedAt: { lt: at } }, { id: { lt: id } }] }
    : { startedAt: { gte: at }, OR: [{ startedAt: { gt: at } }, { id: { gt: id } }] };
}

export async function runRows(
  vault: Vault,
  db: Db,
  shop: SpokenShop,
  shopId: string,
  runs: FoundRun[],
): Promise<RunRow[]> {
  const definitions = new Map<number, FlowDefinition | null>();
  for (const { flowKey, version } of runs)
    if (!definitions.has(version)) definitions.set(version, await understoodFlow(db, shopId, flowKey, version));
  const addressOf = await primaryAddresses(
    db,
    shopId,
    runs.map(({ profileId }) => profileId),
  );
  const opened = await openAddresses(vault, db, shopId, [...addressOf.values()]);
  return runs.map((run) => {
    const who = opened.get(addressOf.get(run.profileId) ?? '');
    const definition = definitions.get(run.version);
    const last = (run.decisions[0]?.evaluation ?? null) as StoredDecision | null;
    return {
      ...{ id: run.id, who: who?.name ?? who?.email ?? null, startedAt: run.startedAt.toISOString() },
      isActive: run.status === 'active',
      now: definition ? nowWords(run, last, definition, shop) : VERSION_UNKNOWN,
    };
  });
}
