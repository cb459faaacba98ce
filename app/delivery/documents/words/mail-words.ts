/** What Kindred itself says in a mail: everything else is the merchant's. */
export interface MailWords {
  /** Of the script: which way it is read. */
  direction: 'ltr' | 'rtl';
  total: string;
  soldOutSince: string;
  soldOutNow: string;
  /** Under a price with one struck out beside it: what that one is. */
  struckOut: string;
  /** In plain text, where nothing can be struck out. */
  lowestBefore: (price: string) => string;
  /** Beside a price: the shop's own one before it, for comparison. */
  insteadOf: (price: string) => string;
  /** Of a product of which so many can still be bought: at least one. */
  onlyLeft: (count: number) => string;
  /** Until when something holds, as day and hour. */
  until: (moment: string) => string;
  /** In pictures that are drawn when a mail is opened: that something has ended, can be bought, or cannot. */
  openTime: { over: string; available: string; soldOut: string };
  unsubscribe: string;
  preferences: string;
  /** Why the reader gets the mail, while the shop has no words of its own for it. */
  consentLine: (shopName: string) => string;
  /** Under a mail that its reader asked for, once. */
  askedLine: string;
  coupon: CouponWords;
  reasons: ReasonWords;
}

export interface CouponWords {
  /** Leads to the shop, where the code is applied then. */
  use: string;
  /** Until when a code is good; `day` in words, its last. */
  until: (day: string) => string;
  minimum: (amount: string) => string;
  /** That it is none, in mails that nobody gets. */
  example: string;
}

/** Why a product is shown. `title` is empty where the product is known no more. */
export interface ReasonWords {
  boughtTogether: (title: string) => string;
  boughtBySame: (title: string) => string;
  chosenAlong: (title: string) => string;
  becauseViewed: (title: string) => string;
  similar: (title: string) => string;
  seenInVisit: string;
  boughtBefore: string;
  buyersAlike: string;
  popular: string;
  firstChoice: string;
  newArrival: string;
  sameCollection: string;
  pinned: string;
}
