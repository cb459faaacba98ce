/** Everything a mail's Liquid can speak of. Plain JSON: it crosses to the rendering thread. */
export interface MailData {
  /** In which figures are written. */
  locale: string;
  /** Parts of the document that are not for this reader, by key. */
  hidden: Record<string, true>;
  subject?: string;
  shop: {
    name: string;
    url: string;
    postalAddress: string;
    /** Why the reader gets this mail: one sentence. */
    consentLine: string;
  };
  person: { firstName: string | null };
  /** What the reader bought: nothing where they never did, and for nobody in particular. */
  customer: {
    orderCount: number;
    /** `2 March 2026`; empty: never. */
    lastOrderDate: string;
    /** Empty: nothing, or the shop's orders are known in part alone. */
    totalSpent: string;
    /** Of the newest order; empty texts: none, or the catalogue knows it no more. */
    lastProduct: { title: string; url: string; imageUrl: string };
  };
  /** The order that the mail follows; empty texts and no lines: it follows none. */
  order: MailOrder;
  /** Those that the product stands in which the mail is about. */
  collections: { title: string; url: string }[];
  cart: { url: string; total: string; lines: MailCartLine[]; hasSoldOut: boolean };
  /** What the mail is about beside a cart: the product it tells of, or those of an order. */
  about: MailAboutProduct[];
  /** The first of them; null: it is about none. */
  product: MailAboutProduct | null;
  products: MailProduct[];
  /** The products again, two to a row. */
  productRows: MailProduct[][];
  /** Products of each grid, by its key, in rows of as many as stand side by side; absent or empty: it has none to show. */
  grids: Record<string, MailGridProduct[][]>;
  /** Of each block that tells of them: products of which few are left. */
  lowStock: Record<string, MailLowStock[]>;
  /** Of each countdown that is not over: its end. */
  ends: Record<string, { line: string }>;
  /** Of each block that is drawn when the mail is opened: its images. */
  drawn: Record<string, MailDrawn[]>;
  /** The reader's code; null: the mail carries none. */
  coupon: MailCoupon | null;
  unsubscribeUrl: string;
  /** The reader's own preference centre. */
  preferencesUrl: string;
  /** For a mail that asks to confirm something: where that is done. */
  confirm: { url: string };
}

export interface MailCartLine {
  title: string;
  variantTitle: string | null;
  quantity: number;
  price: string;
  total: string;
  imageUrl: string;
  url: string;
  isSoldOut: boolean;
}

export interface MailOrder {
  /** `#1001` */
  name: string;
  date: string;
  total: string;
  lines: { title: string; quantity: number; price: string; total: string }[];
}

export interface MailCoupon {
  code: string;
  /** The shop's first page, and the words that lead there: whoever follows them need not type the code. */
  url: string;
  useLine: string;
  /** `10%` or `€5.00`. */
  worth: string;
  /** The day it ends, and that day in a sentence. */
  until: string;
  untilLine: string;
  /** For how much has to be bought; empty: no matter. */
  minimumLine: string;
  /** Of a mail that nobody gets: its code is none. */
  isExample: boolean;
  exampleLine: string;
}

export interface MailProduct {
  title: string;
  price: string;
  imageUrl: string;
  url: string;
  reason: string;
}

export interface MailGridProduct extends MailProduct {
  /** The shop's own price for comparison, where it is higher; empty: none. */
  priceWas: string;
}

export interface MailLowStock {
  title: string;
  /** `Only 3 left:` */
  line: string;
}

export interface MailDrawn {
  src: string;
  /** The same in words, as it was when the mail left. */
  alt: string;
  /** Where it leads; empty: nowhere. */
  url: string;
}

export interface MailAboutProduct extends Omit<MailProduct, 'reason'> {
  isSoldOut: boolean;
  /** Of a lowered price: the lowest of the thirty days before it. Empty: it was not lowered. */
  priceWas: string;
}

/** Liquid templates of one mail. Subject and text are plain text, so nothing is escaped in them. */
export interface MailTemplates {
  subject: string;
  html: string;
  text: string;
  /** The same as AMP for email; absent: it is not made. */
  amp?: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  amp?: string;
}

export type RenderOutcome = { kind: 'rendered'; mail: RenderedMail } | { kind: 'failed'; problem: string };
