import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { switchFlow } from '~/decisions/flows/flows.server';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import type { FlowRun } from '@prisma/client';
import { fillCart } from './filled-carts';
import type { PageWorld } from './page-world';
import { cartLine } from './reports';

/** Somebody leaves products 1 and 2 in the cart while the flow is on, and the engine has looked at it. Returns the run that began. */
export async function leaveCart({ app, shop }: PageWorld, profileId: string): Promise<FlowRun> {
  const shopId = shop.id;
  const token = `cart-of-${profileId}`;
  const { prisma } = app.db;
  await switchFlow(prisma, app.clock, shopId, 'abandoned-cart', true);
  const event = await fillCart(app, shopId, { profileId, token, lines: [cartLine(1), cartLine(2)] });
  await app.db.transaction((tx) => offerEvent(app, tx, { shopId, profileId, event, cartToken: token }));
  await advanceRuns(app, shopId);
  return prisma.flowRun.findFirstOrThrow({ where: { shopId, profileId } });
}
