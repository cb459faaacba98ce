import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import type { Vault } from '~/platform/crypto/vault.server';
import { normaliseEmail } from './email-address';
import { normalisePhone } from './phone-number';
import { phoneHash } from './phone-vault.server';

/** A report of a person, with what names them in the one form in which it is compared. */
export interface ToldIdentifiers {
  /** Normalised; null where the report has none that could exist. */
  email: string | null;
  /** E.164. */
  phone: string | null;
  /** The surest first; addresses and phones as keyed hashes in hex. */
  identifiers: Identifier[];
}

/** What a report names a person by. An address or a number that cannot exist is no identifier. */
export function toldIdentifiers(
  vault: Vault,
  shopId: string,
  person: PersonReport,
  weak: Identifier[],
): ToldIdentifiers {
  const { customerId, externalId, visitorId } = person;
  const email = normaliseEmail(person.email);
  const phone = normalisePhone(person.phone, person.countryCode);
  const identifiers: Identifier[] = [];
  if (customerId) identifiers.push({ kind: 'customer', value: customerId });
  if (externalId) identifiers.push({ kind: 'external', value: externalId });
  if (email) identifiers.push({ kind: 'email', value: vault.hash(email, shopId).toString('hex') });
  if (phone) identifiers.push({ kind: 'phone', value: phoneHash(vault, shopId, phone).toString('hex') });
  identifiers.push(...weak);
  if (visitorId) identifiers.push({ kind: 'visitor', value: visitorId });
  return { email, phone, identifiers };
}
