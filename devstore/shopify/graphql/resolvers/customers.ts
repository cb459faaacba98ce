import type { StoreCustomer } from '../../../store';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import { isEmailAddress } from '../../live-store/customers';
import { moneyV2 } from '../../money';
import { connect, connectInOrder, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import type { Resolve } from '../resolver';
import { addressOf, countryName } from './addresses';
import { legacyId, visibleOrders } from './lookups';
import { orderKind } from './order-kind';

function ordersOf(customer: StoreCustomer, { world }: AdminContext) {
  return world.state.ordersByCustomer.get(customer.id) ?? [];
}

/** What a customer has paid, less refunds; cancelled orders do not count. */
function amountSpentMinor(customer: StoreCustomer, context: AdminContext): number {
  return ordersOf(customer, context)
    .filter((order) => !order.cancelledAt)
    .reduce((sum, order) => sum + order.totalMinor - order.refundedMinor, 0);
}

function displayName(customer: StoreCustomer): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return name || customer.email || customer.phone || '';
}

/** Fields that searches over customers read; `context` is needed for those that count orders. */
export function customerKind(context: AdminContext, root = 'customers'): Kind<StoreCustomer> {
  return {
    root,
    defaultSearch: (each) => [each.email, displayName(each), each.phone, each.note, ...each.tags],
    search: {
      id: { kind: 'number', of: (each) => Number(legacyId(each)) },
      email: { kind: 'text', of: (each) => [each.email] },
      first_name: { kind: 'text', of: (each) => [each.firstName] },
      last_name: { kind: 'text', of: (each) => [each.lastName] },
      phone: { kind: 'keyword', of: (each) => [each.phone] },
      state: { kind: 'keyword', of: () => ['disabled'] },
      tag: { kind: 'keyword', of: (each) => each.tags },
      tag_not: { kind: 'absent', of: (each) => each.tags },
      country: { kind: 'keyword', of: (each) => (each.address ? countryTerms(each.address.countryCode) : []) },
      accepts_marketing: { kind: 'boolean', of: (each) => each.emailMarketing.state === 'SUBSCRIBED' },
      customer_date: { kind: 'time', of: (each) => [each.createdAt] },
      created_at: { kind: 'time', of: (each) => [each.createdAt] },
      updated_at: { kind: 'time', of: (each) => [each.updatedAt] },
      order_date: { kind: 'time', of: (each) => ordersOf(each, context).map((order) => order.createdAt) },
      orders_count: { kind: 'number', of: (each) => ordersOf(each, context).length },
      total_spent: { kind: 'number', of: (each) => amountSpentMinor(each, context) / 100 },
    },
    sort: {
      CREATED_AT: (each) => Date.parse(each.createdAt),
      UPDATED_AT: (each) => Date.parse(each.updatedAt),
      NAME: (each) => `${each.lastName ?? ''}, ${each.firstName ?? ''}`.toLowerCase(),
      LOCATION: (each) => (each.address ? countryName(each.address.countryCode) : ''),
    },
  };
}

function countryTerms(code: string): string[] {
  return [code, countryName(code)];
}

type OfCustomer<Args = Record<string, unknown>> = Resolve<StoreCustomer, Args>;

const orders: OfCustomer<ConnectionArgs> = (customer, args, context, info) =>
  connect(visibleOrders(ordersOf(customer, context), context), args, orderKind(context), context, info);

const lastOrder: OfCustomer = (customer, _args, context) => {
  const latest = visibleOrders(ordersOf(customer, context), context).reduce<string | null>(
    (found, order) => (found && found > order.createdAt ? found : order.createdAt),
    null,
  );
  return ordersOf(customer, context).find((order) => order.createdAt === latest) ?? null;
};

const customer = {
  displayName,
  createdAt: (each: StoreCustomer) => utcSeconds(each.createdAt),
  updatedAt: (each: StoreCustomer) => utcSeconds(each.updatedAt),
  legacyResourceId: legacyId,
  state: () => 'DISABLED',
  verifiedEmail: (each: StoreCustomer) => each.email !== null,
  validEmailAddress: (each: StoreCustomer) => each.email !== null && isEmailAddress(each.email),
  taxExempt: () => false,
  taxExemptions: () => [],
  multipassIdentifier: () => null,
  dataSaleOptOut: () => false,
  productSubscriberStatus: () => 'NEVER_SUBSCRIBED',
  canDelete: (each: StoreCustomer, _args: unknown, context: AdminContext) => ordersOf(each, context).length === 0,
  mergeable: () => ({ isMergeable: true, errorFields: [], reason: null, mergeInProgress: null }),
  statistics: () => ({ predictedSpendTier: null, rfmGroup: null }),
  amountSpent: (each: StoreCustomer, _args: unknown, context: AdminContext) =>
    moneyV2(amountSpentMinor(each, context), context.world.state.data.shop.currency),
  numberOfOrders: (each: StoreCustomer, _args: unknown, context: AdminContext) =>
    String(ordersOf(each, context).length),
  orders,
  lastOrder,
  defaultAddress: addressOf,
  addresses: (each: StoreCustomer) => [addressOf(each)].filter(Boolean),
  addressesV2: (each: StoreCustomer, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(
      [addressOf(each)].filter((address) => address !== null),
      args,
      context,
    ),
  defaultEmailAddress: (each: StoreCustomer) => (each.email === null ? null : each),
  defaultPhoneNumber: (each: StoreCustomer) => (each.phone === null ? null : { phoneNumber: each.phone }),
  emailMarketingConsent: (each: StoreCustomer) =>
    each.email === null
      ? null
      : {
          marketingState: each.emailMarketing.state,
          marketingOptInLevel: each.emailMarketing.optInLevel,
          consentUpdatedAt: utcSecondsOrNull(each.emailMarketing.updatedAt),
          sourceLocation: null,
        },
  smsMarketingConsent: (each: StoreCustomer) =>
    each.phone === null
      ? null
      : { marketingState: 'NOT_SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN', consentUpdatedAt: null },
};

const customerEmailAddress = {
  emailAddress: (each: StoreCustomer) => each.email,
  marketingState: (each: StoreCustomer) => each.emailMarketing.state,
  marketingOptInLevel: (each: StoreCustomer) => each.emailMarketing.optInLevel,
  marketingUpdatedAt: (each: StoreCustomer) => utcSecondsOrNull(each.emailMarketing.updatedAt),
  openTrackingLevel: () => 'UNKNOWN',
  sourceLocation: () => null,
  validFormat: (each: StoreCustomer) => each.email !== null && isEmailAddress(each.email),
};

const customerPhoneNumber = {
  marketingState: () => 'NOT_SUBSCRIBED',
  marketingOptInLevel: () => 'SINGLE_OPT_IN',
  marketingUpdatedAt: () => null,
  marketingCollectedFrom: () => null,
  sourceLocation: () => null,
};

export const customerResolvers = {
  Customer: customer,
  CustomerEmailAddress: customerEmailAddress,
  CustomerPhoneNumber: customerPhoneNumber,
};
