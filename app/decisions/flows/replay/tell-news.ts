import { variantAt } from '~/capture/catalog/variant-past';
import {
  isStillSo,
  LOOK_AGAIN_MINUTES,
  LOOKED_FOR_DAYS,
  NOT_AGAIN_HOURS,
  notAgainOf,
  subjectOfNews,
} from '../runner/tellings';
import { cartsThen } from './cart-then';
import { begin, holdsThen, tooRecentEnd } from './enter-flow';
import { consentForThen, hasAddressThen, ordersKnown } from './known-then';
import type { PastRequest, Then } from './past';
import { addLook, isInFlow, type NewsLook, type NewsTerms, type PastNews, type Scene } from './scene';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Tells somebody of what turned in the catalogue, as the runner tells those who care: at once, and who asked and could not be told is looked for again. Who
 * has to wait as few pieces came back is not followed.
 */
export function tellNews(scene: Scene, { item }: NewsLook, then: Then): void {
  const { news } = scene.terms;
  if (!news) return;
  if (!isSoThen(news, item, then.at)) return;
  const { trigger } = news;
  if (mayBeTold(scene, news, item, then)) {
    const subject = subjectOfNews(trigger, { ...item, priceWasMinor: item.lowestMinor });
    begin(scene, new Date(then.at), subject, then);
  }
  const at = lookAfter(news, item, then.at);
  if (at !== null && mayStillAsk(scene, item, at)) addLook(scene, { item, at });
}

/** Whether what turned was still so at an instant. */
function isSoThen(
  { trigger, variants }: Pick<NewsTerms, 'trigger' | 'variants'>,
  item: Pick<PastNews, 'variantId' | 'priceNowMinor'>,
  at: number,
): boolean {
  const variant = variants.get(item.variantId);
  return isStillSo(trigger, item, variant ? variantAt(variant, at) : null);
}

/** When who asked is looked for again after a look; null: nobody is. */
function lookAfter({ trigger }: Pick<NewsTerms, 'trigger'>, item: Pick<PastNews, 'at'>, at: number): number | null {
  const next = at + LOOK_AGAIN_MINUTES * MINUTE_MS;
  return trigger.whom === 'asked' && next <= item.at + LOOKED_FOR_DAYS * DAY_MS ? next : null;
}

/** When it is looked first, from an instant on, whom something is news to; null: nobody is looked for any more. Before that it must have been so at each look. */
export function firstLookFrom(
  news: Pick<NewsTerms, 'trigger' | 'variants'>,
  item: Omit<PastNews, 'firstLookAt'>,
  from: number,
): number | null {
  let at: number | null = item.at;
  while (at !== null && at < from) at = isSoThen(news, item, at) ? lookAfter(news, item, at) : null;
  return at;
}

/** So long before a window something may have turned that somebody is told of within it. */
export const LOOKS_BACK_MS = LOOKED_FOR_DAYS * DAY_MS;

const mayStillAsk = ({ past }: Scene, { variantId }: PastNews, at: number): boolean =>
  past.requests.some((request) => request.variantId === variantId && request.until >= at);

const mayBeTold = (scene: Scene, news: NewsTerms, item: PastNews, then: Then): boolean =>
  !scene.run &&
  !isInFlow(scene, then.at) &&
  hasAddressThen(scene.past, then.at) &&
  cares(scene, news, item, then) &&
  !toldLately(scene, news, item, then) &&
  holdsThen(scene, news.rule, then) &&
  !tooRecentEnd(scene, then);

function cares(
  scene: Scene,
  { trigger: { whom, withinDays } }: NewsTerms,
  { productId, variantId }: PastNews,
  then: Then,
) {
  const since = then.at - withinDays * DAY_MS;
  switch (whom) {
    case 'asked':
      return scene.past.requests.some((request) => request.variantId === variantId && isOpen(scene, request, then));
    case 'viewed':
      return hasViewed(scene, productId, since, then) && !hasBought(scene, { productId }, since, then);
    case 'in-cart':
      return hasInCart(scene, productId, since, then) && !hasBought(scene, { productId }, since, then);
  }
}

/** Whether a request stands, may be answered, and was not: neither by the replay nor by an order. */
function isOpen(scene: Scene, { variantId, askedAt, until }: PastRequest, then: Then): boolean {
  if (askedAt > then.at || until < then.at) return false;
  if (consentForThen(scene.past, then.at, { cartToken: null, about: { isAsked: true } }).state !== 'granted')
    return false;
  const isAnswered = scene.told.runs.some(
    ({ subject: { about }, startedAt }) =>
      about?.isAsked && about.variantId === variantId && startedAt.getTime() >= askedAt,
  );
  return !isAnswered && !hasBought(scene, { variantId }, askedAt - 1, then);
}

const hasViewed = ({ past }: Scene, productId: string, since: number, { at, known }: Then): boolean =>
  past.events
    .slice(0, known)
    .some(
      (event) =>
        event.type === 'product_viewed' &&
        event.at > since &&
        event.at <= at &&
        event.properties.productId === productId,
    );

const hasInCart = ({ past, shop }: Scene, productId: string, since: number, then: Then): boolean =>
  cartsThen(past, shop, then).some(
    (cart) => !cart.isBought && cart.linesChangedAt > since && cart.productIds.includes(productId),
  );

function hasBought(
  { past }: Scene,
  what: { productId?: string; variantId?: string },
  since: number,
  then: Then,
): boolean {
  return ordersKnown(past, then)
    .filter(({ placedAt, cancelledAt }) => placedAt > since && (cancelledAt === null || cancelledAt > then.at))
    .some(({ bought }) =>
      bought.some((line) => (what.variantId ? line.variantId === what.variantId : line.productId === what.productId)),
    );
}

/** Whether the flow told them of it lately, before the window or in it. */
function toldLately({ past, told }: Scene, { trigger }: NewsTerms, item: PastNews, { at }: Then): boolean {
  const variantId = notAgainOf(trigger, item);
  const runs = [...past.runsBefore, ...told.runs.map((run) => ({ ...run, startedAt: run.startedAt.getTime() }))];
  return runs.some(
    ({ startedAt, subject: { about } }) =>
      startedAt > at - NOT_AGAIN_HOURS * HOUR_MS &&
      about?.productId === item.productId &&
      (variantId === null || about.variantId === variantId),
  );
}
