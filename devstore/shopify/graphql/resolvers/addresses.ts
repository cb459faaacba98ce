import type { StoreCustomer, StoreOrder } from '../../../store';
import { siblingGid } from '../../gid';

export interface AddressView {
  id: string;
  firstName: string | null;
  lastName: string | null;
  address1: string | null;
  city: string | null;
  zip: string | null;
  countryCode: string;
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** The customer's one address. */
export function addressOf(customer: StoreCustomer): AddressView | null {
  if (!customer.address) return null;
  const { firstName, lastName } = customer;
  return { id: siblingGid(customer.id, 'MailingAddress'), firstName, lastName, ...customer.address };
}

/** Where an order went: its customer's address, or at least the country the order names. */
export function orderAddress(order: StoreOrder, customer: StoreCustomer | undefined): AddressView | null {
  const id = siblingGid(order.id, 'MailingAddress');
  const known = customer && addressOf(customer);
  if (known) return { ...known, id };
  if (!order.countryCode) return null;
  return { id, firstName: null, lastName: null, address1: null, city: null, zip: null, countryCode: order.countryCode };
}

export function countryName(countryCode: string): string {
  return countryNames.of(countryCode) ?? countryCode;
}

export const addressResolvers = {
  MailingAddress: {
    address2: () => null,
    company: () => null,
    phone: () => null,
    province: () => null,
    provinceCode: () => null,
    latitude: () => null,
    longitude: () => null,
    timeZone: () => null,
    validationResultSummary: () => null,
    coordinatesValidated: () => false,
    country: (address: AddressView) => countryName(address.countryCode),
    countryCodeV2: (address: AddressView) => address.countryCode,
    name: nameOf,
    formattedArea: areaOf,
    formatted: (address: AddressView, args: { withName: boolean }) => linesOf(address, args.withName),
  },
  ShopAddress: {
    address2: () => null,
    company: () => null,
    phone: () => null,
    firstName: () => null,
    lastName: () => null,
    name: () => null,
    province: () => null,
    provinceCode: () => null,
    latitude: () => null,
    longitude: () => null,
    coordinatesValidated: () => false,
    country: (address: AddressView) => countryName(address.countryCode),
    countryCodeV2: (address: AddressView) => address.countryCode,
    formattedArea: areaOf,
    formatted: (address: AddressView) => linesOf(address, false),
  },
};

function nameOf(address: AddressView): string | null {
  return [address.firstName, address.lastName].filter(Boolean).join(' ') || null;
}

function areaOf(address: AddressView): string {
  return [address.city, countryName(address.countryCode)].filter(Boolean).join(', ');
}

function linesOf(address: AddressView, withName: boolean): string[] {
  const town = [address.zip, address.city].filter(Boolean).join(' ');
  const lines = [withName ? nameOf(address) : null, address.address1, town, countryName(address.countryCode)];
  return lines.filter((line): line is string => Boolean(line));
}
