import type { DuplicateReason } from '~/customers/data-quality/duplicate-score';

/** Why two may be one person, in words that stand in a list. */
export const duplicateWords: Record<DuplicateReason, string> = {
  'same-mailbox': 'Both addresses lead to one mailbox at Google, which ignores dots and what follows a plus',
  'one-slip': 'The same name, and addresses that are one slip apart',
  'same-phone': 'The same phone number, and no other name',
  'same-name-and-place': 'The same name in the same city',
  'household-phone': 'The same phone number, though another name',
};

/** How sure it is: a score between 0 and 1 says more than anybody can know. */
export const likelihoodWords = (score: number): string =>
  score >= 0.9 ? 'Very likely' : score >= 0.7 ? 'Likely' : 'Possible';
