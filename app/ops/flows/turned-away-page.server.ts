import type { FlowTurnedAway } from '@prisma/client';
import { VERSION_UNKNOWN } from '~/decisions/explanations/flow-words';
import type { SpokenShop } from '~/decisions/explanations/spoken-shop';
import { turnedAwayWords } from '~/decisions/explanations/turned-away-words';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { TurnedAway } from '~/decisions/flows/runner/entering';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { openAddresses, primaryAddresses } from '../people.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

export interface TurnedAwayPage {
  shop: PageShop;
  flow: { key: string; name: string };
  rows: { profileId: string; who: string | null; at: string; times: number; why: string }[];
}

const SHOWN = 100;

/** Who set a flow off lately and did not enter it, and why. Null for a flow nobody knows. */
export function turnedAwayPage(deps: PageDeps, shopDomain: string, flowKey: string): Promise<TurnedAwayPage | null> {
  return inShop(deps, shopDomain, async (db, row) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId: row.id, key: flowKey } } });
    if (!flow) return null;
    const shop = pageShop(deps, row);
    const where = { shopId: row.id, flowKey };
    const kept = await db.flowTurnedAway.findMany({ where, orderBy: { at: 'desc' }, take: SHOWN });
    const name = (await flowNames(db, row.id)).get(flowKey) ?? flowKey;
    const rows = await turnedAwayRows(deps.vault, db, { id: row.id, ...shop }, kept);
    return { shop, flow: { key: flowKey, name }, rows: rows.map(({ person, ...each }) => shownRow(each, person)) };
  });
}

const shownRow = (row: Omit<TurnedAwayRow, 'person'>, person: TurnedAwayRow['person']) => ({
  ...row,
  who: person?.name ?? person?.email ?? null,
});

interface TurnedAwayRow {
  profileId: string;
  person: { email: string; name: string | null } | null;
  at: string;
  times: number;
  why: string;
}

/** With who each was, and why in words. */
export async function turnedAwayRows(
  vault: Vault,
  db: Db,
  shop: SpokenShop & { id: string },
  kept: readonly FlowTurnedAway[],
): Promise<TurnedAwayRow[]> {
  const definitions = new Map<string, FlowDefinition | null>();
  for (const { flowKey, version } of kept)
    if (!definitions.has(`${flowKey} ${version}`))
      definitions.set(`${flowKey} ${version}`, await understoodFlow(db, shop.id, flowKey, version));
  const addressOf = await primaryAddresses(
    db,
    shop.id,
    kept.map(({ profileId }) => profileId),
  );
  const opened = await openAddresses(vault, db, shop.id, [...addressOf.values()]);
  return kept.map(({ flowKey, profileId, at, times, version, why }) => {
    const definition = definitions.get(`${flowKey} ${version}`);
    return {
      ...{ profileId, person: opened.get(addressOf.get(profileId) ?? '') ?? null, at: at.toISOString(), times },
      why: definition ? turnedAwayWords(why as unknown as TurnedAway, definition, shop) : VERSION_UNKNOWN,
    };
  });
}
