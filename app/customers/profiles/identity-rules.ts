import type { Identifier } from '~/capture/events/reports';

/** A profile that one of a report's identifiers led to. */
export interface Candidate {
  profileId: string;
  /** Has an address or a customer id: it is somebody, not only a browser. */
  isKnownPerson: boolean;
  customerId: string | null;
  createdAt: Date;
}

export interface Match {
  identifier: Identifier;
  candidate: Candidate;
}

export interface IdentityDecision {
  /** The profile the report belongs to; null: a new one. */
  profileId: string | null;
  /** Anonymous profiles, or an address without a customer, whose history becomes this profile's. */
  mergeFrom: string[];
  /** Identifiers that from now on lead to this profile. */
  link: Identifier[];
}

const STRENGTH: Record<Identifier['kind'], number> = {
  customer: 0,
  external: 1,
  email: 2,
  phone: 3,
  checkout: 4,
  cart: 5,
  visitor: 6,
};
const isStrong = ({ kind }: Identifier): boolean => kind === 'customer' || kind === 'email';

/**
 * Who a report is about, from the profiles its identifiers lead to.
 *
 * A customer id or an address names a person; a checkout, a cart or a browser only points at whoever used it last. So weak identifiers bring
 * anonymous history to a person but never join two persons: on a shared device they simply move on to the newer one. Two known persons are
 * one only where Shopify's customer id and an address without a customer of its own come in the same report; an address that Shopify has given
 * to another customer moves on to that one, and the two stay two.
 */
export function decideIdentity(identifiers: Identifier[], matches: Match[]): IdentityDecision {
  const ordered = [...matches].sort(byStrength);
  const customerId = identifiers.find(({ kind }) => kind === 'customer')?.value ?? null;
  const strong = ordered.filter(({ identifier, candidate }) => isStrong(identifier) && mayBe(candidate, customerId));
  const namesPerson = identifiers.some(isStrong);
  const owner = strong[0]?.candidate ?? ownerByWeakMatch(ordered, namesPerson);
  if (!owner) return { profileId: null, mergeFrom: [], link: identifiers };

  const others = ordered.map((match) => match.candidate).filter((other) => other.profileId !== owner.profileId);
  const mergeFrom = others.filter((other) => joins(other, strong)).map((other) => other.profileId);
  return { profileId: owner.profileId, mergeFrom: [...new Set(mergeFrom)], link: identifiers };
}

/** Nobody is two of Shopify's customers. */
const mayBe = (candidate: Candidate, customerId: string | null): boolean =>
  customerId === null || candidate.customerId === null || candidate.customerId === customerId;

function ownerByWeakMatch(ordered: Match[], namesPerson: boolean): Candidate | null {
  const candidates = ordered.map((match) => match.candidate);
  // A name nobody has yet: an anonymous browser may become that person, another person may not.
  if (namesPerson) return candidates.find((candidate) => !candidate.isKnownPerson) ?? null;
  return candidates.find((candidate) => candidate.isKnownPerson) ?? candidates[0] ?? null;
}

function joins(other: Candidate, strong: Match[]): boolean {
  if (!other.isKnownPerson) return true;
  const bothNamed = strong.some((match) => match.candidate.profileId === other.profileId);
  return bothNamed && other.customerId === null;
}

function byStrength(a: Match, b: Match): number {
  const strength = STRENGTH[a.identifier.kind] - STRENGTH[b.identifier.kind];
  return strength || a.candidate.createdAt.getTime() - b.candidate.createdAt.getTime();
}
