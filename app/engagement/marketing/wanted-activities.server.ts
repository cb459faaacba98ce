import { campaignUtm } from '~/decisions/send-policy/utm';
import { storedCampaign, type StoredCampaign } from '~/decisions/campaigns/stored-campaign';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { isAboutCarts } from '~/decisions/flows/run-subject';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { campaignRemoteId, campaignStatus, flowRemoteId, flowStatus, type ActivityTold } from './activity';

/** What stands of an activity already: since when Shopify has it. */
export type Known = ReadonlyMap<string, { startedAt: Date; told: ActivityTold | null }>;

interface Asked {
  shopId: string;
  /** Where the app's pages begin in the shop's admin. */
  pages: string;
  known: Known;
  now: Date;
}

/** A campaign that ended longer ago was over before anybody asked for it here. */
const OVER_MS = 60 * 86_400_000;

/**
 * What should stand on Shopify's Marketing page, by remote id: each flow that was ever on and each campaign with a plan, and what stands there of others
 * that are gone. Flows have no activity for each of their mails: Shopify's levels are those of advertisements and never change, while the mails of a flow do.
 */
export async function wantedActivities(db: Db, asked: Asked): Promise<Map<string, ActivityTold>> {
  const wanted = new Map([...(await ofFlows(db, asked)), ...(await ofCampaigns(db, asked))]);
  for (const [remoteId, { told }] of asked.known)
    if (told && !wanted.has(remoteId)) wanted.set(remoteId, { ...told, status: 'DELETED_EXTERNALLY' });
  return wanted;
}

async function ofFlows(db: Db, { shopId, pages, known, now }: Asked): Promise<[string, ActivityTold][]> {
  const flows = await db.flow.findMany({ where: { shopId }, orderBy: { key: 'asc' } });
  const names = await flowNames(db, shopId);
  const meant = flows.filter(({ key, isOn }) => isOn || known.has(flowRemoteId(key)));
  return Promise.all(
    meant.map(async ({ key, isOn, archivedAt, liveVersion }): Promise<[string, ActivityTold]> => {
      const definition = await understoodFlow(db, shopId, key, liveVersion);
      const remoteId = flowRemoteId(key);
      const told: ActivityTold = {
        title: names.get(key) ?? key,
        tactic: definition ? tacticOf(definition) : (known.get(remoteId)?.told?.tactic ?? 'NEWSLETTER'),
        status: flowStatus({ isOn, archivedAt }),
        remoteUrl: `${pages}/flows/${key}`,
        utmCampaign: key,
        start: (known.get(remoteId)?.startedAt ?? now).toISOString(),
        ...{ end: archivedAt?.toISOString() ?? null, scheduledStart: null },
      };
      return [remoteId, told];
    }),
  );
}

const tacticOf = (definition: FlowDefinition): ActivityTold['tactic'] =>
  isAboutCarts(definition) ? 'ABANDONED_CART' : 'NEWSLETTER';

async function ofCampaigns(db: Db, { shopId, pages, known, now }: Asked): Promise<[string, ActivityTold][]> {
  const rows = await db.campaign.findMany({ where: { shopId }, orderBy: { createdAt: 'asc' } });
  return rows.map(storedCampaign).flatMap((stored): [string, ActivityTold][] => {
    const remoteId = campaignRemoteId(stored.id);
    return known.has(remoteId) || isPlanned(stored, now) ? [[remoteId, campaignTold(stored, pages)]] : [];
  });
}

const isPlanned = ({ state, endedAt }: StoredCampaign, now: Date): boolean =>
  state !== 'draft' && state !== 'cancelled' && (endedAt === null || endedAt > addMs(now, -OVER_MS));

function campaignTold({ id, name, state, startedAt, startsAt, endedAt }: StoredCampaign, pages: string): ActivityTold {
  return {
    ...{ title: name, tactic: 'NEWSLETTER', status: campaignStatus(state, startedAt) },
    ...{ remoteUrl: `${pages}/campaigns/${id}`, utmCampaign: campaignUtm(id) },
    start: (startedAt ?? startsAt)?.toISOString() ?? null,
    end: endedAt?.toISOString() ?? null,
    scheduledStart: startsAt?.toISOString() ?? null,
  };
}
