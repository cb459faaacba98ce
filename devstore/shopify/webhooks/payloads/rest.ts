import type { StoreCustomer } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { gidNumber } from '../../gid';
import { zonedSeconds } from '../../instants';
import { moneyText } from '../../money';

/** A JSON object as it goes out. */
export type Payload = Record<string, unknown>;

/** What every payload of the REST shape needs: the shop's currency and zone. */
export interface RestShape {
  money: (minor: number) => string;
  moneySet: (minor: number) => Payload;
  at: (instant: string) => string;
  atOrNull: (instant: string | null) => string | null;
}

export function restShape({ state }: AdminWorld): RestShape {
  const { currency, ianaTimezone } = state.data.shop;
  const money = (minor: number) => moneyText(minor, currency);
  const at = (instant: string) => zonedSeconds(instant, ianaTimezone);
  const amount = (minor: number) => ({ amount: money(minor), currency_code: currency });
  return {
    money,
    moneySet: (minor) => ({ shop_money: amount(minor), presentment_money: amount(minor) }),
    at,
    atOrNull: (instant) => (instant === null ? null : at(instant)),
  };
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

export function addressPayload(customer: StoreCustomer): Payload | null {
  const { address } = customer;
  if (!address) return null;
  return {
    first_name: customer.firstName,
    address1: address.address1,
    phone: customer.phone,
    city: address.city,
    zip: address.zip,
    province: null,
    country: countryNames.of(address.countryCode) ?? address.countryCode,
    last_name: customer.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    country_code: address.countryCode,
    province_code: null,
  };
}

/** A customer as payloads since 2025-01 carry it: without tags, consent and figures of orders. */
export function customerPayload(customer: StoreCustomer, world: AdminWorld): Payload {
  const rest = restShape(world);
  const address = addressPayload(customer);
  const stored = address && {
    id: gidNumber(customer.id) + 1,
    customer_id: gidNumber(customer.id),
    ...address,
    default: true,
  };
  return {
    id: gidNumber(customer.id),
    created_at: rest.at(customer.createdAt),
    updated_at: rest.at(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: 'disabled',
    note: customer.note,
    verified_email: customer.email !== null,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: world.state.data.shop.currency,
    addresses: stored ? [stored] : [],
    tax_exemptions: [],
    admin_graphql_api_id: customer.id,
    ...(stored ? { default_address: stored } : {}),
  };
}
