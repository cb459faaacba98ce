import type { Identifier } from '~/capture/events/reports';
import type { Candidate, IdentityDecision, IdentityQuestion, LinkRule, Match, MergeRule } from './identity-decision';

/** The surest first. */
export const STRENGTH: Record<Identifier['kind'], number> = {
  customer: 0,
  external: 1,
  email: 2,
  phone: 3,
  checkout: 4,
  cart: 5,
  visitor: 6,
};

const isStrong = ({ kind }: Identifier): boolean => kind === 'customer' || kind === 'external' || kind === 'email';
const isNamed = ({ customerIds, externalIds, hasAddress }: Candidate): boolean =>
  hasAddress || customerIds.length > 0 || externalIds.length > 0;

/** It is somebody, not only a browser. */
export const isKnownPerson = (candidate: Candidate): boolean => isNamed(candidate) || candidate.hasPhone;

/**
 * Who a report is about, from the profiles its identifiers lead to.
 *
 * A customer id, an id of the merchant's own or an address names a person. A phone may be a household's: it names a person only where nothing
 * stronger does. A checkout, a cart or a browser only points at whoever used it last, and a link in our mail at whoever reads that mailbox. So
 * weak ones bring anonymous history to a person and never join two persons: on a shared device they simply move on to the newer one.
 *
 * Two known persons are one only where one report names both by strong identifiers and at most one of them is a customer of Shopify's (or where
 * Shopify itself says so, which is not decided here). An address that Shopify has given to another customer moves on to that one, and the two
 * stay two. What a person has separated is not joined again.
 */
export function decideIdentity(question: IdentityQuestion): IdentityDecision {
  const { identifiers, mailbox } = question;
  const matches = [...question.matches].sort(byStrength);
  const named = matches.filter(({ identifier, candidate }) => isStrong(identifier) && mayBe(candidate, identifiers));
  const chosen = chooseOwner(identifiers, matches, named);
  const isNobodys = !chosen || !isKnownPerson(chosen.candidate);
  const owner = isNobodys ? (mailboxOwner(question, matches) ?? chosen) : chosen;
  if (!owner) return asNew(identifiers, matches);
  const mergeFrom = chooseMerges(question, owner.candidate, matches, named);
  const joined = new Set([owner.candidate.profileId, ...mergeFrom.map(({ profileId }) => profileId)]);
  const link = identifiers.flatMap((identifier) => linkOf(question, identifier, owner, joined));
  const rule = mailbox && owner === mailbox ? 'mail-link' : null;
  return {
    profileId: owner.candidate.profileId,
    originId: owner.originId,
    mergeFrom: rule ? mergeFrom.map((merge) => ({ ...merge, rule })) : mergeFrom,
    link: rule ? link.map((each) => ({ ...each, rule })) : link,
  };
}

type Owner = Pick<Match, 'originId' | 'candidate'>;

/** Nobody is two of Shopify's customers, nor two of anything in another namespace. */
function mayBe(candidate: Candidate, identifiers: Identifier[]): boolean {
  const customers = identifiers.flatMap(({ kind, value }) => (kind === 'customer' ? value : []));
  const externals = identifiers.flatMap(({ kind, value }) => (kind === 'external' ? value : []));
  const isCustomer =
    !customers.length || !candidate.customerIds.length || customers.some((id) => candidate.customerIds.includes(id));
  return isCustomer && fitTogether(externals, candidate.externalIds);
}

const namespaceOf = (externalId: string): string => externalId.slice(0, externalId.indexOf(':') + 1);

const fitTogether = (some: string[], others: string[]): boolean =>
  some.every((id) => others.includes(id) || !others.some((other) => namespaceOf(other) === namespaceOf(id)));

/** Of those who are named, Shopify's customer; else who is named by a phone; else who last used what the report points at. */
function chooseOwner(identifiers: Identifier[], matches: Match[], named: Match[]): Owner | undefined {
  const customer = named.find(({ candidate }) => candidate.customerIds.length > 0);
  if (named.length) return strongestOf(matches, customer ?? named[0]);
  const namesPerson = identifiers.some(isStrong);
  const byPhone = matches.find(({ identifier }) => identifier.kind === 'phone');
  if (byPhone && (!namesPerson || !isNamed(byPhone.candidate))) return byPhone;
  const weak = matches.filter(({ identifier }) => !isStrong(identifier) && identifier.kind !== 'phone');
  // A name nobody has yet: an anonymous browser may become that person, another person may not.
  const anonymous = weak.find(({ candidate }) => !isKnownPerson(candidate));
  if (namesPerson || identifiers.some(({ kind }) => kind === 'phone')) return anonymous;
  return weak.find(({ candidate }) => isKnownPerson(candidate)) ?? anonymous;
}

/** Of the ways that lead to the same person, the surest says of whom it was told. */
const strongestOf = (matches: Match[], chosen: Match | undefined): Match | undefined =>
  matches.find(({ candidate }) => candidate.profileId === chosen?.candidate.profileId);

/** A click proves that the mailbox was opened, not by whom: it counts only for a browser that is nobody's. */
function mailboxOwner({ identifiers, mailbox, areSeparated }: IdentityQuestion, matches: Match[]): Owner | undefined {
  if (!mailbox || identifiers.some((each) => isStrong(each) || each.kind === 'phone')) return undefined;
  const isSomebodyElses = matches.some(({ candidate }) =>
    areSeparated(candidate.profileId, mailbox.candidate.profileId),
  );
  return isSomebodyElses ? undefined : mailbox;
}

const asNew = (identifiers: Identifier[], matches: Match[]): IdentityDecision => ({
  profileId: null,
  originId: null,
  mergeFrom: [],
  link: identifiers.flatMap((identifier) => {
    const match = matches.find((each) => sameAs(each.identifier, identifier));
    if (!match) return [{ identifier, rule: 'first-told' as const }];
    return mayMove(identifier, identifiers) ? [{ identifier, rule: movedRule(identifier) }] : [];
  }),
});

function chooseMerges(
  { identifiers, areSeparated }: IdentityQuestion,
  owner: Candidate,
  matches: Match[],
  named: Match[],
): IdentityDecision['mergeFrom'] {
  const customerIds = [...owner.customerIds, ...valuesOf(identifiers, 'customer')];
  const externalIds = [...owner.externalIds, ...valuesOf(identifiers, 'external')];
  const merges = new Map<string, MergeRule>();
  for (const { candidate, identifier } of matches) {
    const { profileId } = candidate;
    const joined = [owner.profileId, ...merges.keys()];
    if (joined.some((each) => each === profileId || areSeparated(profileId, each))) continue;
    const isNamedHere = named.some((match) => match.candidate.profileId === profileId);
    const rule = joinRule(candidate, identifier, isNamedHere);
    if (!rule || (candidate.customerIds.length > 0 && customerIds.length > 0)) continue;
    if (!fitTogether(candidate.externalIds, externalIds)) continue;
    externalIds.push(...candidate.externalIds);
    merges.set(profileId, rule);
  }
  return [...merges].map(([profileId, rule]) => ({ profileId, rule }));
}

const valuesOf = (identifiers: Identifier[], kind: Identifier['kind']): string[] =>
  identifiers.flatMap((each) => (each.kind === kind ? each.value : []));

function joinRule(candidate: Candidate, { kind }: Identifier, isNamedHere: boolean): MergeRule | null {
  if (!isKnownPerson(candidate)) return 'anonymous-history';
  if (isNamedHere && !candidate.customerIds.length) return 'named-together';
  return kind === 'phone' && !isNamed(candidate) ? 'same-phone' : null;
}

function linkOf(
  { identifiers, matches, areSeparated }: IdentityQuestion,
  identifier: Identifier,
  owner: Owner,
  joined: Set<string>,
): IdentityDecision['link'] {
  const match = matches.find((each) => sameAs(each.identifier, identifier));
  if (!match) return [{ identifier, rule: 'told-together' }];
  const { profileId } = match.candidate;
  if (joined.has(profileId) || areSeparated(profileId, owner.candidate.profileId)) return [];
  return mayMove(identifier, identifiers) ? [{ identifier, rule: movedRule(identifier) }] : [];
}

/** A device moves on with whoever uses it; an address only where Shopify names its new customer; what else names a person never does. */
function mayMove({ kind }: Identifier, identifiers: Identifier[]): boolean {
  if (kind === 'email') return identifiers.some((each) => each.kind === 'customer');
  return kind === 'checkout' || kind === 'cart' || kind === 'visitor' || kind === 'phone';
}

const movedRule = ({ kind }: Identifier): LinkRule => (kind === 'email' ? 'given-by-shopify' : 'moved-on');

const sameAs = (one: Identifier, other: Identifier): boolean => one.kind === other.kind && one.value === other.value;

function byStrength(a: Match, b: Match): number {
  const strength = STRENGTH[a.identifier.kind] - STRENGTH[b.identifier.kind];
  return strength || a.candidate.createdAt.getTime() - b.candidate.createdAt.getTime();
}
