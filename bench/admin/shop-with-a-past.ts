import { everythingSettled, type App } from '../../devstore/app-processes';
import { setUpShop } from '../../devstore/demo/merchant';
import { seededRandom } from '../../devstore/store-data/seeded-random';
import type { World } from '../../devstore/world';

const HOUR_MS = 3_600_000;

/** Makes the app's pages full of what they show in a shop at work: the flow is on, carts were left, mails were sent and not sent. */
export async function giveThePastToShop(
  world: World,
  app: App,
  appUrl: string,
  options: { seed: number; carts: number },
) {
  await setUpShop(world, appUrl, 'postmark');
  const random = seededRandom(options.seed, 'left carts');
  const { store } = world.shopify;
  const forSale = store.data.products.flatMap((product) =>
    product.status === 'ACTIVE' && product.publishedAt !== null ? product.variants : [],
  );
  const known = store.data.customers.filter(({ email }) => email !== null);
  for (let index = 0; index < options.carts; index++) {
    const cart = store.createCart();
    const variant = forSale.filter(({ inventoryQuantity }) => inventoryQuantity > 0)[random.int(0, 20)];
    if (!variant) throw new Error('the shop has nothing to sell');
    store.setCartLines(cart.token, [{ variantId: variant.id, quantity: 1 }]);
    const { token } = store.createCheckout(cart.token);
    const email = known[index]?.email ?? '';
    store.submitContact(token, { email, acceptsMarketing: index % 3 !== 0 });
  }
  await everythingSettled(world, app);
  for (const hours of [4.1, 21]) {
    await world.clock.advance(hours * HOUR_MS);
    await everythingSettled(world, app);
  }
}
