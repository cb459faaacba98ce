import { answerRequests } from '../engine/answer-requests';
import type { FlowFacts, FlowRequest } from '../engine/requests';
import { knownThen } from './known-then';
import type { PastProperty, PersonPast, ShopPast, Then } from './past';

interface Whose {
  past: PersonPast;
  shop: ShopPast;
  then: Then;
  set: readonly PastProperty[];
}

interface Asked {
  /** Since when "in this run" counts. */
  since: Date;
  cartToken: string | null;
  requests: readonly FlowRequest[];
}

/** Answers what a flow asks about somebody as of a moment: the engine’s own answers, from the past in place of what is stored. */
export function answersThen({ past, shop, then, set }: Whose, { since, cartToken, requests }: Asked): FlowFacts {
  const known = knownThen({ past, shop, then, set, cartToken, requests });
  const moment = { at: new Date(then.at), runSince: since, timeZone: zoneOfShop(shop, requests) };
  return answerRequests(requests, known, moment, { shop: shop.timezone, person: past.zone ?? shop.timezone });
}

/** As it is gathered: days are the shop’s where they are counted. */
const zoneOfShop = ({ timezone }: ShopPast, requests: readonly FlowRequest[]): string =>
  requests.some(({ kind }) => kind === 'zone' || kind === 'measure') ? timezone : 'UTC';
