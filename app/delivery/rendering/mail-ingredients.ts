import type { LiveVariant } from '~/capture/catalog/live-catalog';
import type { CartLine } from '~/capture/events/reports';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Block } from '../documents/blocks';
import type { ImageSubject } from '../open-time/open-time-image';
import type { CatalogProduct } from './catalog-product';
import type { Coupon } from './coupon-words';
import type { SpokenFacts } from './spoken-facts';

/** The variant that a mail tells of, and of a lower price the lowest before it, in minor units. */
export interface CatalogueTurn {
  variantId: string;
  priceWasMinor: number | null;
}

/** What blocks of a document show that is not the same in every mail. */
export interface BlockFilling {
  blocks: readonly Block[];
  now: Date;
  /** Ids of products for each grid that is the same for everybody, by its key, best first and more than it shows. */
  lists: ReadonlyMap<string, readonly string[]>;
  /** For each grid of the reader's own, by its key. */
  recommended: ReadonlyMap<string, readonly Recommendation[]>;
}

/** All that one mail is made of. */
export interface MailIngredients {
  shop: {
    name: string;
    storefrontUrl: string;
    currency: string;
    timezone: string;
    postalAddress: string;
    consentLine: string | null;
  };
  /** Of the reader, in a language the mail is made in. */
  locale: string;
  hidden?: Record<string, true>;
  firstName: string | null;
  /** What its Liquid says beyond that; absent: nothing. */
  spoken?: SpokenFacts;
  campaign: string;
  /** Carried by links to the shop's own pages, which hand it to us when the visitor consents; absent where nobody gets the mail. */
  mailToken?: string | undefined;
  lines: CartLine[];
  checkoutUrl: string | null;
  /** Ids of the products the mail is about, beside a cart. */
  about: string[];
  /** What turned with one of them, where that is what the mail tells. */
  turn?: CatalogueTurn | null;
  /** What the store says now, by variant. */
  live: ReadonlyMap<string, LiveVariant>;
  products: ReadonlyMap<string, CatalogProduct>;
  recommendations: Recommendation[];
  /** What blocks of its document want beside; absent: nothing. */
  filling?: BlockFilling;
  /** Gives what is drawn when the mail is opened its address, and names products that may take the place of one that sold out; absent: nothing is drawn. */
  drawing?: { urlOf: (subject: ImageSubject) => string; alternates: readonly string[] };
  /** The code it carries; absent: none. */
  coupon?: Coupon | undefined;
  unsubscribeUrl: string;
  preferencesUrl: string;
  confirmUrl?: string;
}
