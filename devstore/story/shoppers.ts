import { createShopper } from '../shoppers/shopper';
import { chooseProducts } from './cast';
import { linkedProducts } from './judge';
import { HOUR_MS, MINUTE_MS, type Person, type Stage } from './stage';

export async function leavesCart(
  stage: Stage,
  name: string,
  index: number,
  { acceptsMarketing, views = 2 }: { acceptsMarketing: boolean; views?: number },
): Promise<string> {
  const { world } = stage;
  const choices = chooseProducts(world.shopify.store.data, index, views);
  const shopper = createShopper({ storefrontUrl: world.urls.storefront, clock: world.clock, seed: 100 + index });
  const person: Person = { email: `${name}@example.org`, shopper, choices };
  stage.people.set(name, person);
  await shopper.viewHome();
  await shopper.acceptTracking();
  for (const { product } of choices) await shopper.viewProduct(product.handle, { seconds: 20 });
  for (const { product, variant } of choices.slice(0, 2)) {
    await shopper.viewProduct(product.handle);
    await shopper.addToCart(variant.id, 1);
  }
  await shopper.goToCheckout();
  await shopper.submitContact({
    email: person.email,
    acceptsMarketing,
    firstName: capitalised(name),
    lastName: 'Shopper',
  });
  await shopper.settled();
  await stage.settle();
  const titles = choices.slice(0, 2).map(({ product }) => product.title);
  return `in the cart: ${titles.join(' and ')}; ${person.email} ${acceptsMarketing ? 'agrees' : 'does not agree'} to mail`;
}

export async function twoHoursLater(stage: Stage): Promise<string> {
  await stage.advance(2 * HOUR_MS);
  await stage.person('carl').shopper.pay();
  const soldOut = stage.cart('finn')[0];
  stage.world.shopify.store.setInventory(soldOut.variant.id, 0);
  const dearer = stage.cart('anna')[0];
  stage.world.shopify.store.setPrice(dearer.variant.id, dearer.variant.priceMinor + 110);
  await stage.settle();
  return `Carl’s order is paid; "${soldOut.product.title}" is sold out; "${dearer.product.title}" costs a little more`;
}

export async function clickAndBuy(stage: Stage, name = 'anna'): Promise<string> {
  const { data } = stage.world.shopify.store;
  const { shopper } = stage.person(name);
  const mail = stage.mailTo(name);
  await stage.world.postmark.inbox.open(mail.messageId);
  const inCart = new Set(stage.cart(name).map(({ product }) => product.id));
  const wanted = linkedProducts(data, mail).find((product) => !inCart.has(product.id));
  const link = mail.links.find(({ text }) => text === wanted?.title);
  const variant = wanted?.variants.find(
    (each) => each.inventoryQuantity > 0 || !each.inventoryTracked || each.inventoryPolicy === 'CONTINUE',
  );
  if (!wanted || !link || !variant) throw new Error(`${name}’s mail has no recommendation to click`);
  await shopper.visit(await stage.world.postmark.inbox.click(mail.messageId, link.url));
  await shopper.addToCart(variant.id, 1);
  await shopper.goToCheckout();
  await shopper.submitContact({ email: stage.person(name).email, acceptsMarketing: true });
  const order = await shopper.pay();
  await stage.advance(2 * MINUTE_MS); // a click counts once it is known that no program made it
  return `${name} clicks "${wanted.title}" and pays order ${order}`;
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
