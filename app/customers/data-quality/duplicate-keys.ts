import { partsOf } from '~/capture/data-quality/address-traits';
import { nameWords } from '../profiles/name-words';

export interface KeyedAddress {
  /** Normalised. */
  email: string;
  names: (string | null)[];
  city: string | null;
  countryCode: string | null;
}

/**
 * `place` and `name`: whoever has the same is a namesake, in one place or anywhere; shared by more than a few it says nothing. `email`: a namesake whose
 * address may be one slip away, however many namesakes there are.
 */
export interface DuplicateKey {
  kind: 'place' | 'name' | 'email';
  text: string;
}

/** A slip changes two letters beside each other at most: of a longer address it leaves the beginning or the end as they were. */
const ENDS = 2;

/**
 * What another address of the same person would have in common with this one. Two namesakes whose addresses are one slip apart share a key of addresses: where
 * the slip is in the domain, all before the @; else the domain and the figures before the @, with the beginning or the end of what stands there. By figures
 * namesakes keep their addresses apart: where many have the name, another figure is another person's. One slip that swaps the @ itself with a letter is not
 * found. Without two words of a name there are no keys: one word is too many people's.
 */
export function duplicateKeys({ email, names, city, countryCode }: KeyedAddress): DuplicateKey[] {
  const words = nameWords(...names);
  if (words.length < 2) return [];
  const name = words.sort().join(' ');
  const { local, domain } = partsOf(email);
  const rest = `${local.replace(/\D/g, '')} ${domain}`;
  const emails = [`local ${local}`, `head ${local.slice(0, ENDS)} ${rest}`, `tail ${local.slice(-ENDS)} ${rest}`];
  const place = city && countryCode ? [`place ${countryCode} ${city.toLowerCase()}`] : [];
  const keysOf = (kind: DuplicateKey['kind'], texts: string[]) =>
    texts.map((text) => ({ kind, text: `${name}\n${text}` }));
  return [...keysOf('place', place), ...keysOf('name', ['name']), ...keysOf('email', emails)];
}
