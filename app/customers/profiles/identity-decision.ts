import type { Identifier } from '~/capture/events/reports';

/** A person, or a browser of nobody's yet, that one of a report's identifiers led to. */
export interface Candidate {
  profileId: string;
  /** Shopify's customers that lead to it: several where Shopify has merged them. */
  customerIds: string[];
  /** Ids of the merchant's own, `namespace:id`. */
  externalIds: string[];
  hasAddress: boolean;
  hasPhone: boolean;
  createdAt: Date;
}

export interface Match {
  identifier: Identifier;
  /** The profile the identifier was told of: another than the candidate's where a merge came since. */
  originId: string;
  candidate: Candidate;
}

export interface IdentityQuestion {
  identifiers: Identifier[];
  /** A phone that several persons have leads to none of them. */
  matches: Match[];
  /** Whose mailbox the report's browser came from, by a link in our own mail. */
  mailbox?: { originId: string; candidate: Candidate } | undefined;
  /** Somebody said that these two are two persons. */
  areSeparated: (one: string, other: string) => boolean;
}

/** Why an identifier leads to somebody. */
export type LinkRule =
  'first-told' | 'told-together' | 'moved-on' | 'given-by-shopify' | 'mail-link' | 'customer-merge';
/** Why two profiles are one person. */
export type MergeRule =
  'anonymous-history' | 'named-together' | 'same-phone' | 'mail-link' | 'customer-merge' | 'said-by-merchant';

export interface IdentityDecision {
  /** The profile the report belongs to; null: a new one. */
  profileId: string | null;
  /** The profile it was told of, before any merge; null: a new one. */
  originId: string | null;
  /** Profiles that are this person from now on, with all they hold. */
  mergeFrom: { profileId: string; rule: MergeRule }[];
  /** Identifiers that from now on lead to this profile and did not before. */
  link: { identifier: Identifier; rule: LinkRule }[];
}
