import type { MailWords } from './mail-words';

const product = (title: string): string => title || 'this';

export const en: MailWords = {
  direction: 'ltr',
  total: 'Total',
  soldOutSince: 'Sold out since you left it',
  soldOutNow: 'Sold out just now',
  struckOut: 'Struck out: the lowest price of the 30 days before',
  lowestBefore: (price) => `the lowest of the 30 days before: ${price}`,
  insteadOf: (price) => `instead of ${price}`,
  onlyLeft: (count) => (count === 1 ? 'The last one:' : `Only ${count} left:`),
  until: (moment) => `Until ${moment}`,
  openTime: { over: 'This is over', available: 'In stock:', soldOut: 'Sold out:' },
  unsubscribe: 'Unsubscribe',
  preferences: 'Choose what you get',
  consentLine: (shop) => `You get this mail because you asked ${shop} for news and offers.`,
  askedLine: 'You get this mail, once, because you asked to be told when this can be bought again.',
  coupon: {
    use: 'Shop with this code',
    until: (day) => `Good until the end of ${day}, once.`,
    minimum: (amount) => `For orders of ${amount} or more.`,
    example: 'An example: whoever gets this mail has a code of their own here, if its step names an offer.',
  },
  reasons: {
    boughtTogether: (title) => `Often bought with ${product(title)}`,
    boughtBySame: (title) => `Others chose it, too, who chose ${product(title)}`,
    chosenAlong: (title) => `Others chose it along with ${product(title)}`,
    becauseViewed: (title) => `Because you looked at ${product(title)}`,
    similar: (title) => `Like ${product(title)}`,
    seenInVisit: 'You looked at this',
    boughtBefore: 'You chose this before',
    buyersAlike: 'Chosen by people who like what you like',
    popular: 'Popular right now',
    firstChoice: 'What many begin with',
    newArrival: 'New in the shop',
    sameCollection: 'Of the same collection',
    pinned: 'The shop’s own choice',
  },
};
