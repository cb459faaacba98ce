/** What each figure of a strategy is called, and what it says. */
export const FIGURES: readonly { name: string; term: string; says: string }[] = [
  {
    name: 'Found among ten',
    term: 'hit rate at 10',
    says: 'How often at least one of the first ten was wanted.',
  },
  {
    name: 'Near the top',
    term: 'NDCG at 10',
    says: 'From 0 to 1: how near the top of ten what was wanted stands. 1 is a perfect order.',
  },
  {
    name: 'First right one',
    term: 'MRR at 20',
    says: 'From 0 to 1: 1 where the first right one stands first, a half where second, a third where third.',
  },
  { name: 'Right ones of ten', term: 'precision at 10', says: 'How much of the first ten was wanted.' },
  { name: 'Of all wanted', term: 'recall at 10', says: 'How much of what was wanted stands among the first ten.' },
  {
    name: 'Products shown',
    term: 'coverage at 20',
    says: 'How much of the catalogue somebody or other would see. Best-sellers alone show everybody the same few.',
  },
  {
    name: 'Novelty',
    term: 'bits',
    says: 'How rare what is shown is in orders: one more, and it is half as common.',
  },
];
