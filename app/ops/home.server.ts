import { sentence } from '~/customers/rules/sentence';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { loadSender } from '~/delivery/sending/sender.server';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

export interface Home {
  shopName: string;
  sync: { kind: string; state: string; objectsLoaded: number; objectsTotal: number | null }[];
  sender: { fromName: string; fromEmail: string; postalAddress: string; unsubscribeMode: string } | null;
  flow: { isOn: boolean; inItNow: number; stopsWhen: string[] };
  messages: { state: string; count: number }[];
  /** Of orders it had not seen: how often the recommender, and best-sellers alone, found the hidden product among ten. Null: not trained yet. */
  recommender: { hitRate10: number; popularityHitRate10: number; cases: number } | null;
  attributedMinor: number;
  currency: string;
}

/** What the home page says: is the data here, may mail go, what came of it. */
export async function home(services: Services, shopDomain: string): Promise<Home> {
  const shopId = await services.shops.findOrCreate(shopDomain);
  const { prisma } = services.db;
  return withShop(shopId, async () => {
    const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    const sync = await prisma.syncRun.findMany({ where: { shopId } });
    const sender = await loadSender(services.vault, prisma, shopId);
    const flow = await prisma.flow.findFirst({ where: { shopId } });
    const inItNow = await prisma.flowRun.count({ where: { shopId, status: 'active' } });
    const states = await prisma.message.groupBy({ by: ['state'], where: { shopId }, _count: true });
    const credited = await prisma.attribution.aggregate({ where: { shopId }, _sum: { revenueMinor: true } });
    const model = await prisma.recommenderModel.findFirst({
      where: { shopId, isActive: true },
      select: { metrics: true },
    });
    return {
      shopName: shop.name || shop.domain,
      sync: sync.map(({ kind, state, objectsLoaded, objectsTotal }) => ({ kind, state, objectsLoaded, objectsTotal })),
      sender: sender && {
        fromName: sender.fromName,
        fromEmail: sender.fromEmail,
        postalAddress: sender.postalAddress,
        unsubscribeMode: sender.unsubscribeMode,
      },
      flow: { isOn: flow?.isOn ?? false, inItNow, stopsWhen: abandonedCart.exits.map((exit) => sentence(exit.when)) },
      messages: states.map(({ state, _count }) => ({ state, count: _count })),
      recommender: (model?.metrics ?? null) as Home['recommender'],
      attributedMinor: credited._sum.revenueMinor ?? 0,
      currency: shop.currency,
    };
  });
}
