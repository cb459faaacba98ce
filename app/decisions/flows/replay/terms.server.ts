import { newsWithin } from '~/capture/catalog/catalog-news.server';
import { variantAt } from '~/capture/catalog/variant-past';
import { variantPasts } from '~/capture/catalog/variant-past.server';
import { liveSegments } from '~/customers/segments/live-segments.server';
import { withSegments } from '~/customers/segments/with-segments';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { FlowDefinition } from '../language/flow';
import { dayRuleOf, nextLook, type DayTrigger } from '../runner/day-looks';
import { stirredBy } from '../stirred-by';
import type { ShopPast } from './past';
import { meansNews, type CatalogueTrigger } from '../runner/tellings';
import type { NewsTerms, PastNews, ReplayTerms } from './scene';
import { firstLookFrom, LOOKS_BACK_MS } from './tell-news';

export interface ReplayWindow {
  from: Date;
  until: Date;
}

/** What is replayed: a definition over a window. Segments that a day’s rule speaks of are those of now. */
export async function termsOf(
  db: Db,
  shopId: string,
  { timezone }: Pick<ShopPast, 'timezone'>,
  definition: FlowDefinition,
  { from, until }: ReplayWindow,
): Promise<ReplayTerms> {
  const { trigger } = definition;
  const segments = new Map((await liveSegments(db, shopId)).map(({ id, rule }) => [id, rule]));
  return {
    ...{ definition, stirredBy: stirredBy(definition), from: from.getTime(), until: until.getTime() },
    days:
      trigger.kind === 'day'
        ? { at: looks(trigger, timezone, { from, until }), rule: withSegments(dayRuleOf(trigger), segments) }
        : null,
    news:
      trigger.kind === 'catalogue'
        ? { ...(await pastNews(db, shopId, trigger, { from, until })), rule: withSegments(trigger.when, segments) }
        : null,
  };
}

/** What turned within a window that a flow is about. What is gone from the catalogue since is left out. */
async function pastNews(
  db: Db,
  shopId: string,
  trigger: CatalogueTrigger,
  window: ReplayWindow,
): Promise<Omit<NewsTerms, 'rule'>> {
  const since = addMs(window.from, -LOOKS_BACK_MS);
  const told = await newsWithin(db, shopId, trigger.change, { from: since, until: window.until });
  const meant = told.filter((item) => meansNews(trigger, item));
  const ids = [...new Set(meant.map(({ variantId }) => variantId))];
  const variants = await variantPasts(db, shopId, ids, since);
  const items = new Map<string, PastNews[]>();
  for (const { occurredAt, ...item } of meant) {
    const variant = variants.get(item.variantId);
    if (!variant) continue;
    const at = occurredAt.getTime();
    const turned = { ...item, at, priceNowMinor: variantAt(variant, at).priceMinor };
    const firstLookAt = firstLookFrom({ trigger, variants }, turned, window.from.getTime());
    if (firstLookAt === null) continue;
    const ofProduct = items.get(item.productId);
    if (ofProduct) ofProduct.push({ ...turned, firstLookAt });
    else items.set(item.productId, [{ ...turned, firstLookAt }]);
  }
  return { trigger, items, variants };
}

function looks(trigger: DayTrigger, timezone: string, { from, until }: ReplayWindow): number[] {
  const times: number[] = [];
  for (let at = nextLook(trigger, timezone, from); at <= until; at = nextLook(trigger, timezone, addMs(at, 1)))
    times.push(at.getTime());
  return times;
}
