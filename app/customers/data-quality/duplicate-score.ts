/** Why two may be one person, the weightiest first. */
export const duplicateReasons = [
  'same-mailbox',
  'one-slip',
  'same-phone',
  'same-name-and-place',
  'household-phone',
] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/**
 * How much each alone speaks for one person, 0 to 1. Set by hand, for want of decisions to learn from: a mailbox of Google's is nearly always
 * one person's, a number may be a household's, and namesakes live in one town.
 */
const WEIGHTS: Record<DuplicateReason, number> = {
  'same-mailbox': 0.95,
  'one-slip': 0.85,
  'same-phone': 0.8,
  'same-name-and-place': 0.6,
  'household-phone': 0.3,
};

/** What speaks less for it is not worth anybody's time. */
export const LEAST_SCORE = 0.5;

/** How likely two are one person, 0 to 1: reasons taken for independent (noisy-or), so that each adds and none takes away. */
export const duplicateScore = (reasons: DuplicateReason[]): number =>
  1 - [...new Set(reasons)].reduce((doubt, reason) => doubt * (1 - WEIGHTS[reason]), 1);

/** Reasons as they are kept: each once, the weightiest first. */
export const sortedReasons = (reasons: Iterable<DuplicateReason>): DuplicateReason[] => {
  const given = new Set(reasons);
  return duplicateReasons.filter((reason) => given.has(reason));
};
