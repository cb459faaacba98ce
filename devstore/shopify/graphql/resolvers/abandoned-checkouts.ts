import type { StoreCheckout } from '../../../store';
import { gid, gidNumber, gidTail, siblingGid } from '../../gid';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import { recoveryMailSentAt } from '../../live-store/recovery-mail';
import { moneyBag } from '../../money';
import { connectInOrder, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import { addressOf } from './addresses';
import type { CheckoutView } from './lookups';
import { imagesOf } from './media';

interface CheckoutLineView {
  id: string;
  variantId: string;
  productId: string;
  quantity: number;
}

export const checkoutKind: Kind<CheckoutView> = {
  root: 'abandonedCheckouts',
  defaultSearch: ({ checkout }) => [checkout.email],
  search: {
    id: { kind: 'number', of: (each) => gidNumber(each.id) },
    created_at: { kind: 'time', of: ({ checkout }) => [checkout.createdAt] },
    updated_at: { kind: 'time', of: ({ checkout }) => [checkout.updatedAt] },
    recovery_state: { kind: 'keyword', of: ({ checkout }) => [checkout.completedAt ? 'recovered' : 'not_recovered'] },
    status: { kind: 'keyword', of: ({ checkout }) => [checkout.completedAt ? 'closed' : 'open'] },
  },
  sort: { CREATED_AT: ({ checkout }) => Date.parse(checkout.createdAt) },
};

function subtotalMinor(checkout: StoreCheckout, { world }: AdminContext): number {
  return checkout.lines.reduce(
    (sum, line) => sum + line.quantity * (world.state.variants.get(line.variantId)?.variant.priceMinor ?? 0),
    0,
  );
}

const bag =
  (read: (checkout: StoreCheckout, context: AdminContext) => number) =>
  (view: CheckoutView, _args: unknown, context: AdminContext) =>
    moneyBag(read(view.checkout, context), context.world.state.data.shop.currency);

function customerOf({ checkout }: CheckoutView, { world }: AdminContext) {
  return checkout.customerId ? (world.state.customers.get(checkout.customerId) ?? null) : null;
}

function addressOfBuyer(view: CheckoutView, _args: unknown, context: AdminContext) {
  const customer = customerOf(view, context);
  return customer && addressOf(customer);
}

function linesOf({ id, checkout }: CheckoutView): CheckoutLineView[] {
  return checkout.lines.map((line, index) => ({
    ...line,
    id: gid('AbandonedCheckoutLineItem', `${gidTail(id)}${index}`),
  }));
}

/** Where the shopper finds the checkout again. */
export function recoveryUrl(checkout: StoreCheckout, storefrontUrl: string): string {
  return `${storefrontUrl}/checkouts/${checkout.token}`;
}

const abandonedCheckout = {
  name: (view: CheckoutView) => `#${gidTail(view.id)}`,
  abandonedCheckoutUrl: ({ checkout }: CheckoutView, _args: unknown, { world }: AdminContext) =>
    recoveryUrl(checkout, world.storefrontUrl()),
  createdAt: ({ checkout }: CheckoutView) => utcSeconds(checkout.createdAt),
  updatedAt: ({ checkout }: CheckoutView) => utcSeconds(checkout.updatedAt),
  completedAt: ({ checkout }: CheckoutView) => utcSecondsOrNull(checkout.completedAt),
  customer: (view: CheckoutView, _args: unknown, context: AdminContext) => customerOf(view, context),
  billingAddress: addressOfBuyer,
  shippingAddress: addressOfBuyer,
  customAttributes: ({ checkout }: CheckoutView) =>
    Object.entries(checkout.attributes).map(([key, value]) => ({ key, value })),
  discountCodes: () => [],
  note: () => '',
  taxesIncluded: () => true,
  taxLines: () => [],
  lineItems: (view: CheckoutView, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(linesOf(view), args, context),
  lineItemsQuantity: ({ checkout }: CheckoutView) => checkout.lines.reduce((sum, line) => sum + line.quantity, 0),
  subtotalPriceSet: bag(subtotalMinor),
  totalPriceSet: bag(subtotalMinor),
  totalLineItemsPriceSet: bag(subtotalMinor),
  totalDiscountSet: bag(() => 0),
  totalTaxSet: bag(() => 0),
  totalDutiesSet: () => null,
};

function lineVariant(line: CheckoutLineView, { world }: AdminContext) {
  return world.state.variants.get(line.variantId)?.variant ?? null;
}

function lineProduct(line: CheckoutLineView, { world }: AdminContext) {
  return world.state.products.get(line.productId) ?? null;
}

const lineBag =
  (read: (line: CheckoutLineView, priceMinor: number) => number) =>
  (line: CheckoutLineView, _args: unknown, context: AdminContext) =>
    moneyBag(read(line, lineVariant(line, context)?.priceMinor ?? 0), context.world.state.data.shop.currency);

const lineItem = {
  variant: (line: CheckoutLineView, _args: unknown, context: AdminContext) => lineVariant(line, context),
  product: (line: CheckoutLineView, _args: unknown, context: AdminContext) => lineProduct(line, context),
  title: (line: CheckoutLineView, _args: unknown, context: AdminContext) => lineProduct(line, context)?.title ?? null,
  variantTitle: (line: CheckoutLineView, _args: unknown, context: AdminContext) =>
    lineVariant(line, context)?.title ?? null,
  sku: (line: CheckoutLineView, _args: unknown, context: AdminContext) => lineVariant(line, context)?.sku ?? null,
  image: (line: CheckoutLineView, _args: unknown, context: AdminContext) => {
    const product = lineProduct(line, context);
    return product ? (imagesOf(product, context)[0] ?? null) : null;
  },
  customAttributes: () => [],
  components: () => null,
  parentRelationship: () => null,
  originalUnitPriceSet: lineBag((_line, price) => price),
  discountedUnitPriceSet: lineBag((_line, price) => price),
  originalTotalPriceSet: lineBag((line, price) => line.quantity * price),
  discountedTotalPriceSet: lineBag((line, price) => line.quantity * price),
};

const sentAt = ({ checkout }: CheckoutView, _args: unknown, { world }: AdminContext) =>
  recoveryMailSentAt(world.state, checkout);

/** The same checkout as something that was left, and whether Shopify's own mail went out about it. */
const abandonment = {
  id: (view: CheckoutView) => siblingGid(view.id, 'Abandonment'),
  abandonmentType: () => 'CHECKOUT',
  abandonedCheckoutPayload: (view: CheckoutView) => view,
  createdAt: ({ checkout }: CheckoutView) => utcSeconds(checkout.updatedAt),
  customer: (view: CheckoutView, _args: unknown, context: AdminContext) => customerOf(view, context),
  emailState: (view: CheckoutView, args: unknown, context: AdminContext) =>
    sentAt(view, args, context) ? 'SENT' : 'NOT_SENT',
  emailSentAt: (view: CheckoutView, args: unknown, context: AdminContext) =>
    utcSecondsOrNull(sentAt(view, args, context)),
};

export const checkoutResolvers = {
  AbandonedCheckout: abandonedCheckout,
  AbandonedCheckoutLineItem: lineItem,
  Abandonment: abandonment,
};
