import { partsOf } from '~/capture/data-quality/address-traits';
import { nameWords } from '../profiles/name-words';

export interface KeyedAddress {
  /** Normalised. */
  email: string;
  names: (string | null)[];
  city: string | null;
  countryCode: string | null;
}

/** `place`: whoever has the same is a namesake in one place. `email`: a namesake whose address may be one slip away. */
export interface DuplicateKey {
  kind: 'place' | 'email';
  text: string;
}

/** A slip changes two letters beside each other at most: of a longer address it leaves the beginning or the end as they were. */
const ENDS = 2;

/**
 * What another address of the same person would have in common with this one. Two namesakes whose addresses are one slip apart share a key: where the slip
 * is in the domain, all before the @; else the domain, with the beginning or the end of what stands before the @. One that swaps the @ itself with a letter
 * is not found. Without two words of a name there are none: one word is too many people's.
 */
export function duplicateKeys({ email, names, city, countryCode }: KeyedAddress): DuplicateKey[] {
  const words = nameWords(...names);
  if (words.length < 2) return [];
  const name = words.sort().join(' ');
  const { local, domain } = partsOf(email);
  const emails = [`local ${local}`, `head ${local.slice(0, ENDS)} ${domain}`, `tail ${local.slice(-ENDS)} ${domain}`];
  const place = city && countryCode ? [`place ${countryCode} ${city.toLowerCase()}`] : [];
  return [
    ...place.map((text) => ({ kind: 'place' as const, text: `${name}\n${text}` })),
    ...emails.map((text) => ({ kind: 'email' as const, text: `${name}\n${text}` })),
  ];
}
