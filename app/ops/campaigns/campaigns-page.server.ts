import type { Campaign, Prisma, Shop } from '@prisma/client';
import { z } from 'zod';
import { CAMPAIGN_STATES, type CampaignState } from '~/decisions/campaigns/states';
import { storedCampaign, type StoredCampaign } from '~/decisions/campaigns/stored-campaign';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { figuresOf, type CampaignFigures } from './figures.server';

export interface CampaignRow {
  id: string;
  name: string;
  state: CampaignState;
  /** When it is sent or was; null: a draft. */
  at: string | null;
  changedAt: string;
  isResend: boolean;
  /** Of a draft or one that is yet to begin: as many as it was thought to reach. */
  people: number | null;
  figures: CampaignFigures | null;
}

export interface CampaignsPage {
  shop: PageShop;
  campaigns: CampaignRow[];
  hasAny: boolean;
  hasMore: boolean;
}

const SORTS = ['newest', 'time', 'name', 'people'] as const;
/** What stands in the list's address; anything else there means the usual. */
export const campaignFilter = z.object({
  name: z.string().trim().max(80).catch(''),
  state: z.enum(['all', ...CAMPAIGN_STATES]).catch('all'),
  sort: z.enum(SORTS).catch('newest'),
});

type CampaignFilter = z.infer<typeof campaignFilter>;

const SHOWN = 100;

export const whereOfCampaigns = (shopId: string, { name, state }: CampaignFilter): Prisma.CampaignWhereInput => ({
  ...{ shopId, ...(state === 'all' ? {} : { state }) },
  ...(name ? { name: { contains: name, mode: 'insensitive' } } : {}),
});

/** A shop's campaigns, as they are looked for. */
export function campaignsPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<CampaignsPage> {
  const filter = campaignFilter.parse(Object.fromEntries(search));
  return inShop(deps, shopDomain, async (db, shop) => {
    const found = await db.campaign.findMany({
      where: whereOfCampaigns(shop.id, filter),
      orderBy: [ORDERS[filter.sort], { id: 'desc' }],
      take: SHOWN + 1,
    });
    return {
      ...{ shop: pageShop(deps, shop), campaigns: await campaignRows(db, shop, found.slice(0, SHOWN)) },
      ...{ hasAny: found.length > 0 || (await db.campaign.count({ where: { shopId: shop.id } })) > 0 },
      hasMore: found.length > SHOWN,
    };
  });
}

/** With what came of each. */
export async function campaignRows(
  db: Db,
  shop: Pick<Shop, 'id' | 'currency'>,
  found: readonly Campaign[],
): Promise<CampaignRow[]> {
  const figures = await figuresOf(
    db,
    shop,
    found.map(({ id }) => id),
  );
  return found.map((each) => rowOf(storedCampaign(each), figures));
}

const ORDERS = {
  newest: { createdAt: 'desc' },
  time: { startsAt: { sort: 'desc', nulls: 'first' } },
  name: { name: 'asc' },
  people: { reachCount: { sort: 'desc', nulls: 'last' } },
} as const;

function rowOf(stored: StoredCampaign, figures: ReadonlyMap<string, CampaignFigures>): CampaignRow {
  const { id, name, state, step, startsAt, startedAt, updatedAt, reachCount, expectedCount } = stored;
  return {
    ...{ id, name, state, isResend: step === 'resend', figures: figures.get(id) ?? null },
    at: (state === 'scheduled' ? startsAt : (startedAt ?? startsAt))?.toISOString() ?? null,
    changedAt: updatedAt.toISOString(),
    people: reachCount ?? expectedCount,
  };
}
