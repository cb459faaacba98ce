import type { StoreCustomer, StoreOrder, StoreShop } from '../../../store';
import type { BulkRecord } from '../../bulk/contract';
import type { AdminWorld } from '../../graphql/context';
import { gidNumber } from '../../gid';
import { zoneOffset } from '../../instants';
import { restShape, type Payload } from './rest';

export function shopPayload(shop: StoreShop, world: AdminWorld): Payload {
  const now = world.state.clock.now();
  const offset = zoneOffset(now, shop.ianaTimezone).text;
  return {
    id: gidNumber(shop.id),
    name: shop.name,
    email: shop.email,
    domain: new URL(world.storefrontUrl()).host,
    province: null,
    country: shop.countryCode,
    address1: shop.address.address1,
    zip: shop.address.zip,
    city: shop.address.city,
    phone: null,
    primary_locale: shop.primaryLocale,
    country_code: shop.countryCode,
    country_name: shop.countryCode,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: `(GMT${offset.slice(0, 3)}:${offset.slice(3)}) ${shop.ianaTimezone}`,
    iana_timezone: shop.ianaTimezone,
    shop_owner: shop.name,
    weight_unit: 'kg',
    taxes_included: true,
    plan_name: 'basic',
    plan_display_name: 'Basic',
    myshopify_domain: shop.domain,
    updated_at: restShape(world).at(now.toISOString()),
  };
}

export function bulkFinishPayload(record: BulkRecord, world: AdminWorld): Payload {
  const rest = restShape(world);
  return {
    admin_graphql_api_id: record.id,
    completed_at: rest.atOrNull(record.completedAt),
    created_at: rest.at(record.createdAt),
    error_code: record.errorCode?.toLowerCase() ?? null,
    status: record.status.toLowerCase(),
    type: 'query',
  };
}

export function scopesUpdatePayload(previous: string[], current: string[], world: AdminWorld): Payload {
  return {
    id: gidNumber(world.state.data.shop.id),
    previous,
    current,
    updated_at: world.state.clock.now().toISOString(),
  };
}

function shopNames({ domain, id }: StoreShop): Payload {
  return { shop_id: gidNumber(id), shop_domain: domain };
}

function customerNames({ id, email, phone }: StoreCustomer): Payload {
  return { id: gidNumber(id), email, phone };
}

/** Compliance payloads; their ids are those of REST. */
export function dataRequestPayload(
  customer: StoreCustomer,
  orders: StoreOrder[],
  requestId: number,
  shop: StoreShop,
): Payload {
  return {
    ...shopNames(shop),
    orders_requested: orders.map((order) => gidNumber(order.id)),
    customer: customerNames(customer),
    data_request: { id: requestId },
  };
}

export function customerRedactPayload(customer: StoreCustomer, orders: StoreOrder[], shop: StoreShop): Payload {
  return {
    ...shopNames(shop),
    customer: customerNames(customer),
    orders_to_redact: orders.map((order) => gidNumber(order.id)),
  };
}

export function shopRedactPayload(shop: StoreShop): Payload {
  return shopNames(shop);
}
