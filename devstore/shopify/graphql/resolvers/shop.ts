import type { StoreShop } from '../../../store';
import { gid, gidTail } from '../../gid';
import { utcSeconds, zoneOffset } from '../../instants';
import type { AdminContext } from '../context';

function offsetOf(shop: StoreShop, { world }: AdminContext) {
  return zoneOffset(world.state.clock.now(), shop.ianaTimezone);
}

function addressOf(shop: StoreShop) {
  return { id: gid('ShopAddress', gidTail(shop.id)), ...shop.address };
}

const shop = {
  myshopifyDomain: (each: StoreShop) => each.domain,
  currencyCode: (each: StoreShop) => each.currency,
  enabledPresentmentCurrencies: (each: StoreShop) => [each.currency],
  contactEmail: (each: StoreShop) => each.email,
  shopOwnerName: (each: StoreShop) => each.name,
  description: () => null,
  url: (_each: StoreShop, _args: unknown, { world }: AdminContext) => world.storefrontUrl(),
  primaryDomain: (each: StoreShop, _args: unknown, { world }: AdminContext) => ({
    id: gid('Domain', gidTail(each.id)),
    host: new URL(world.storefrontUrl()).host,
    url: world.storefrontUrl(),
    sslEnabled: world.storefrontUrl().startsWith('https:'),
  }),
  billingAddress: addressOf,
  shopAddress: addressOf,
  plan: () => ({ displayName: 'Basic', publicDisplayName: 'Basic', partnerDevelopment: false, shopifyPlus: false }),
  taxesIncluded: () => true,
  taxShipping: () => false,
  setupRequired: () => false,
  unitSystem: () => 'METRIC_SYSTEM',
  weightUnit: () => 'KILOGRAMS',
  orderNumberFormatPrefix: () => '#',
  orderNumberFormatSuffix: () => '',
  timezoneOffset: (each: StoreShop, _args: unknown, context: AdminContext) => offsetOf(each, context).text,
  timezoneOffsetMinutes: (each: StoreShop, _args: unknown, context: AdminContext) => offsetOf(each, context).minutes,
  timezoneAbbreviation: (each: StoreShop, _args: unknown, context: AdminContext) =>
    offsetOf(each, context).abbreviation,
  createdAt: (_each: StoreShop, _args: unknown, { world }: AdminContext) => utcSeconds(firstInstant(world.state.data)),
  updatedAt: (_each: StoreShop, _args: unknown, { world }: AdminContext) => utcSeconds(world.state.clock.now()),
  currencyFormats: (each: StoreShop) => ({
    moneyFormat: `{{amount}} ${each.currency}`,
    moneyInEmailsFormat: `{{amount}} ${each.currency}`,
    moneyWithCurrencyFormat: `{{amount}} ${each.currency}`,
    moneyWithCurrencyInEmailsFormat: `{{amount}} ${each.currency}`,
  }),
};

/** The shop is as old as its oldest product. */
function firstInstant(data: { products: { createdAt: string }[]; endsAt: string }): string {
  return data.products.reduce((first, each) => (each.createdAt < first ? each.createdAt : first), data.endsAt);
}

export const shopResolvers = { Shop: shop };
