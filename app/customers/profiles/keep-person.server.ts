import type { PersonReport } from '~/capture/events/person-report';
import type { Db } from '~/platform/db/db.server';
import { keepCleanings } from '../data-quality/cleanings.server';
import type { Cleaning } from '../data-quality/standardise-person';
import { saveAddress, type AddressDeps } from './address-vault.server';
import { keepTraits } from './keep-traits.server';
import { keepPhones } from './phone-vault.server';
import { keepProperties } from './set-properties.server';
import type { ToldOf } from './told-of.server';

/** What a report tells of a person who is found. */
export interface ToldPersonOf extends ToldOf {
  person: PersonReport;
  /** Normalised; null where there is none, or where it is somebody else's. */
  email: string | null;
  /** E.164. */
  phone: string | null;
  /** What the report told otherwise than it is kept. */
  cleanings: Cleaning[];
  evidence: string;
}

/** Keeps what one report tells. */
export async function keepPerson(deps: AddressDeps, db: Db, shopId: string, told: ToldPersonOf): Promise<void> {
  const { person, email } = told;
  const { firstName, lastName, seenAt: toldAt } = person;
  if (email) await saveAddress(deps, db, shopId, told, { email, firstName, lastName, toldAt });
  await keepTraits(db, shopId, [told]);
  await keepMore(deps, db, shopId, [told]);
}

/** Phones and properties of many, and how they were written before. */
export async function keepMore(deps: AddressDeps, db: Db, shopId: string, told: ToldPersonOf[]): Promise<void> {
  const phones = told.flatMap(({ phone, person, ...each }) =>
    phone ? [{ ...each, phone, toldAt: person.seenAt }] : [],
  );
  await keepPhones(deps.vault, db, shopId, phones);
  const cleaned = told.map(({ person, ...each }) => ({ ...each, toldAt: person.seenAt }));
  await keepCleanings(deps.vault, db, shopId, cleaned);
  const tellings = told.flatMap(({ person: { properties, seenAt: at }, evidence, profileId, originId }) =>
    properties ? [{ profileId, originId, properties, source: sourceOf(evidence), at }] : [],
  );
  await keepProperties(db, shopId, tellings);
}

/** `shopify:customers/update:…` is Shopify's word, and so is what a sync reads. */
const sourceOf = (evidence: string): string => (evidence.includes(':') ? (evidence.split(':')[0] ?? '') : 'shopify');
