import { z } from 'zod';
import { CAMPAIGN_STATES, type CampaignState } from '~/decisions/campaigns/states';
import { storedCampaign, type StoredCampaign } from '~/decisions/campaigns/stored-campaign';
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
const asked = z.object({
  name: z.string().trim().max(80).catch(''),
  state: z.enum(['all', ...CAMPAIGN_STATES]).catch('all'),
  sort: z.enum(SORTS).catch('newest'),
});

const SHOWN = 100;

/** A shop's campaigns, as they are looked for. */
export function campaignsPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<CampaignsPage> {
  const { name, state, sort } = asked.parse(Object.fromEntries(search));
  return inShop(deps, shopDomain, async (db, shop) => {
    const found = await db.campaign.findMany({
      where: {
        ...{ shopId: shop.id, ...(state === 'all' ? {} : { state }) },
        ...(name ? { name: { contains: name, mode: 'insensitive' } } : {}),
      },
      orderBy: [ORDERS[sort], { id: 'desc' }],
      take: SHOWN + 1,
    });
    const shown = found.slice(0, SHOWN).map(storedCampaign);
    const figures = await figuresOf(
      db,
      shop,
      shown.map(({ id }) => id),
    );
    return {
      ...{ shop: pageShop(deps, shop), campaigns: shown.map((each) => rowOf(each, figures)) },
      ...{ hasAny: found.length > 0 || (await db.campaign.count({ where: { shopId: shop.id } })) > 0 },
      hasMore: found.length > SHOWN,
    };
  });
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
