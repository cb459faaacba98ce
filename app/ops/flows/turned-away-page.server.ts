import { turnedAwayWords } from '~/decisions/explanations/turned-away-words';
import { flowDefinition } from '~/decisions/flows/flows.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { TurnedAway } from '~/decisions/flows/runner/entering';
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
  return inShop(deps, shopDomain, async (db, { id: shopId, ...row }) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId, key: flowKey } } });
    if (!flow) return null;
    const shop = pageShop(deps, { id: shopId, ...row });
    const kept = await db.flowTurnedAway.findMany({ where: { shopId, flowKey }, orderBy: { at: 'desc' }, take: SHOWN });
    const definitions = new Map<number, FlowDefinition>();
    for (const version of new Set([flow.liveVersion, ...kept.map((each) => each.version)]))
      definitions.set(version, await flowDefinition(db, shopId, flowKey, version));
    const addressOf = await primaryAddresses(
      db,
      shopId,
      kept.map(({ profileId }) => profileId),
    );
    const opened = await openAddresses(deps.vault, db, shopId, [...addressOf.values()]);
    return {
      ...{ shop, flow: { key: flowKey, name: definitions.get(flow.liveVersion)?.name ?? flowKey } },
      rows: kept.map(({ profileId, at, times, version, why }) => {
        const who = opened.get(addressOf.get(profileId) ?? '');
        const definition = definitions.get(version);
        return {
          ...{ profileId, who: who?.name ?? who?.email ?? null, at: at.toISOString(), times },
          why: definition ? turnedAwayWords(why as unknown as TurnedAway, definition, shop) : '',
        };
      }),
    };
  });
}
