import type { FlowDecision, FlowRun } from '@prisma/client';
import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import type { StoredDecision } from '~/decisions/explanations/decision-words';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { flowDefinition } from '~/decisions/flows/flows.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { nowWords } from './run-story.server';
import type { PageShop } from './shop-context.server';

export interface RunRow {
  id: string;
  profileId: string;
  /** Name or address; null for a visitor nobody knows. */
  who: string | null;
  startedAt: string;
  isActive: boolean;
  /** Where it stands, or how it ended, in a sentence. */
  now: string;
}

const SHOWN = 25;

interface RunsOf {
  shopId: string;
  flowKey: string;
  shop: PageShop;
}

/** The newest ways through a flow, those under way first. */
export async function latestRuns(vault: Vault, db: Db, { shopId, flowKey, shop }: RunsOf): Promise<RunRow[]> {
  const runs = await db.flowRun.findMany({
    where: { shopId, flowKey },
    orderBy: [{ status: 'asc' }, { startedAt: 'desc' }],
    take: SHOWN,
    include: { decisions: { orderBy: { seq: 'desc' }, take: 1 } },
  });
  const definitions = new Map<number, FlowDefinition>();
  for (const version of new Set(runs.map((run) => run.version)))
    definitions.set(version, await flowDefinition(db, shopId, flowKey, version));
  return Promise.all(runs.map((run) => runRow(vault, db, run, definitions, shop)));
}

async function runRow(
  vault: Vault,
  db: Db,
  run: FlowRun & { decisions: FlowDecision[] },
  definitions: Map<number, FlowDefinition>,
  shop: PageShop,
): Promise<RunRow> {
  const { shopId, id, profileId, version } = run;
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const { primaryAddressId } = profile ?? {};
  const person = primaryAddressId ? await openRecipient(vault, db, shopId, primaryAddressId) : null;
  const definition = definitions.get(version);
  const last = (run.decisions[0]?.evaluation ?? null) as StoredDecision | null;
  return {
    ...{ id, profileId },
    who: person && recipientName(person),
    startedAt: run.startedAt.toISOString(),
    isActive: run.status === 'active',
    now: definition ? nowWords(run, last, definition, shop) : '',
  };
}
