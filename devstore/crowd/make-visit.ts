import { createShopper, ShopperStopped } from '../shoppers/shopper';
import { seededRandom } from '../store-data/seeded-random';
import { createWorldClock } from '../world-clock';
import type { Interest } from './choose-products';
import type { PlannedVisit } from './plan-day';

/** A visit with all that it takes to make it, as it is sent to the process that does. */
export interface VisitOrder extends Omit<PlannedVisit, 'atMs'> {
  storefrontUrl: string;
  interests: Interest[];
}

/** `stopped`: the shop said no, such as when something sold out meanwhile; in its words. */
export type VisitOutcome = { kind: 'made' } | { kind: 'stopped' | 'failed'; why: string };

type Shopper = ReturnType<typeof createShopper>;

/** Goes to the shop, looks around, and ends the visit as planned. Every page is truly loaded, with the app's embed and pixel. Never rejects. */
export async function makeVisit(order: VisitOrder): Promise<VisitOutcome> {
  const { storefrontUrl, seed, device } = order;
  // What time it is, the shop's pages tell.
  const shopper = createShopper({ storefrontUrl, seed, device, clock: createWorldClock() });
  try {
    await carryOut(order, shopper);
    await shopper.close();
    return { kind: 'made' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof ShopperStopped ? 'stopped' : 'failed', why };
  }
}

async function carryOut(order: VisitOrder, shopper: Shopper): Promise<void> {
  const { ending, interests, person } = order;
  const random = seededRandom(order.seed, 'visit');
  await shopper.viewHome();
  if (order.acceptsTracking) await shopper.acceptTracking();
  else await shopper.declineTracking();
  for (const { handle } of interests) await shopper.viewProduct(handle, { seconds: random.int(5, 90) });
  if (ending === 'looks' || interests.length === 0) return;

  for (const { handle, variantId } of interests.slice(0, random.int(1, 3))) {
    await shopper.viewProduct(handle);
    await shopper.addToCart(variantId, 1);
  }
  if (ending === 'leaves-cart') return;

  await shopper.goToCheckout();
  const { ticksBox: acceptsMarketing, ...contact } = person;
  await shopper.submitContact({ ...contact, acceptsMarketing });
  if (ending === 'buys') await shopper.pay();
}
