import type { EmailDocument } from '../document';
import {
  abandonedCartFirst,
  abandonedCartSecond,
  abandonedCheckoutFirst,
  abandonedCheckoutSecond,
} from './abandoned-cart';
import { afterOrderFirst, afterOrderAgain, replenish } from './after-order';
import { browseFirst, visitAgain } from './browsing';
import { backInStock, lowStock, priceDrop } from './catalogue';
import { campaignNews, campaignProducts } from './campaigns';
import { winBackFirst, winBackLast, vipThanks, birthday } from './coming-back';
import { welcomeFirst, welcomeSecond } from './welcome';

const ALL: readonly EmailDocument[] = [
  abandonedCartFirst,
  abandonedCartSecond,
  abandonedCheckoutFirst,
  abandonedCheckoutSecond,
  browseFirst,
  visitAgain,
  backInStock,
  priceDrop,
  lowStock,
  welcomeFirst,
  welcomeSecond,
  afterOrderFirst,
  afterOrderAgain,
  replenish,
  winBackFirst,
  winBackLast,
  vipThanks,
  birthday,
  campaignNews,
  campaignProducts,
];

/** The documents every shop begins with, by key. */
export const starterDocuments: Record<string, EmailDocument> = Object.fromEntries(ALL.map((each) => [each.key, each]));
