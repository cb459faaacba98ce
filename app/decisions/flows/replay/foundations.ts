import { describeFact, type FactKey } from '~/customers/rules/facts';
import { leavesOf, type Leaf } from '~/customers/rules/rule';
import type { FlowDefinition } from '../language/flow';
import { rulesOf } from '../language/speaks-of';
import type { CatalogueTrigger } from '../runner/tellings';

/**
 * What a replay rests on: `then`: as it was at each moment; `nearly`: rebuilt, with a gap that is said; `now`: as it is today, because nothing of what it
 * was is kept.
 */
export type Footing = 'then' | 'nearly' | 'now';

export interface Foundation {
  footing: Footing;
  words: string;
}

const THEN: ReadonlySet<FactKey> = new Set<FactKey>([
  ...(['profile.hasAddress', 'profile.firstSeenAt', 'consent.marketing', 'consent.since'] as const),
  ...(['orders.count', 'orders.firstAt', 'orders.lastAt', 'cart.itemCount', 'cart.isBought'] as const),
]);

const NEARLY: Partial<Record<FactKey, string>> = {
  'cart.linesChangedAt':
    'the last change to the cart: one that left the number of items and the products as they were shows only where it was the last',
  'cart.valueMinor':
    'the value of the cart: exact where it holds what it held then, else by what its products cost today',
  'orders.netMinor': 'what was spent: orders that were changed later count as they are today',
  'orders.averageMinor': 'the average order: orders that were changed later count as they are today',
  'orders.items': 'items bought: orders that were changed later count as they are today',
  'orders.discounted': 'orders with a discount code: as they are today',
};

/** What the replay of some flows rests on: first what is exact. */
export function foundationsOf(definitions: readonly FlowDefinition[]): Foundation[] {
  const leaves = definitions.flatMap((definition) => rulesOf(definition).flatMap(leavesOf));
  const delays = definitions.flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'delay' ? node.after : [])));
  const ofDelays = delays.flatMap((after) => (after === 'arrival' ? [] : [ofFact(after)]));
  const ofNews = definitions.flatMap(({ trigger }) => (trigger.kind === 'catalogue' ? OF_NEWS[trigger.whom] : []));
  const ofCodes = definitions.some(givesCodes) ? [OF_CODES] : [];
  const all = [...ALWAYS, ...ofNews, ...ofCodes, ...leaves.map(ofLeaf), ...ofDelays];
  const apart = [...new Map(all.map((each) => [each.words, each])).values()];
  const rank: Footing[] = ['then', 'nearly', 'now'];
  return apart.sort((a, b) => rank.indexOf(a.footing) - rank.indexOf(b.footing));
}

/** Whatever a flow asks. */
const ALWAYS: Foundation[] = [
  { footing: 'then', words: 'what happened, and when it became known here' },
  { footing: 'then', words: 'consent, when a mail is planned and when it leaves' },
  { footing: 'then', words: 'mails of other flows and of campaigns that went or waited' },
  {
    footing: 'nearly',
    words: 'what was told more than a day late, by a file or a first sync, counts as told when it happened',
  },
  { footing: 'nearly', words: 'clicks and opens: only those in mails that really went' },
  { footing: 'now', words: 'the rules of sending, and what people chose at the preference centre' },
  { footing: 'now', words: 'where people live, and who is one person with whom' },
  { footing: 'now', words: 'stock: all that was in a cart counts as if it could be bought' },
];

const OF_CODES: Foundation = {
  footing: 'nearly',
  words:
    'discount codes: one of each offer for each person; who had theirs before, and how many were left then, is not looked at',
};

const TURNED: Foundation = {
  footing: 'then',
  words: 'what turned in the catalogue: stock and prices of what is still in it, when it happened',
};
const ALL_AT_ONCE: Foundation = {
  footing: 'nearly',
  words: 'who hears first: all who cared count as told at once, also where few pieces came back',
};
const OF_NEWS: Record<CatalogueTrigger['whom'], Foundation[]> = {
  asked: [
    TURNED,
    ALL_AT_ONCE,
    {
      footing: 'nearly',
      words: 'who asked to be told: a request that was really answered counts as open until then',
    },
  ],
  viewed: [TURNED, ALL_AT_ONCE],
  'in-cart': [TURNED, ALL_AT_ONCE],
};

/** Whether a step of it gives people codes. */
export const givesCodes = ({ nodes }: FlowDefinition): boolean =>
  nodes.some((node) => node.kind === 'send' && node.offer !== undefined);

function ofFact(fact: FactKey): Foundation {
  const nearly = NEARLY[fact];
  if (nearly) return { footing: 'nearly', words: nearly };
  return { footing: THEN.has(fact) ? 'then' : 'now', words: describeFact(fact).words };
}

function ofLeaf(leaf: Leaf): Foundation {
  switch (leaf.kind) {
    case 'fact':
      return ofFact(leaf.fact);
    case 'property':
      return {
        footing: 'nearly',
        words: `“${leaf.key}”: where it was set later, what it was before is not kept, and it counts as not set`,
      };
    case 'segment':
      return { footing: 'then', words: 'who was in which segment' };
    case 'shopify-segment':
      return { footing: 'now', words: 'who is in which of Shopify’s segments' };
    case 'day':
      return 'fact' in leaf.of ? ofFact(leaf.of.fact) : { footing: 'now', words: `“${leaf.of.property}”` };
    case 'age':
      return 'fact' in leaf.of ? ofFact(leaf.of.fact) : ofEvents(leaf.of.where);
    case 'happened':
    case 'measured':
      return ofEvents(leaf.where);
    case 'chance':
      return { footing: 'then', words: 'lots: everybody draws as they would have' };
  }
}

const OF_GOODS = ['collection', 'vendor', 'productType', 'tag'];

const ofEvents = (where: readonly { field: string }[] = []): Foundation =>
  where.some(({ field }) => OF_GOODS.includes(field))
    ? { footing: 'now', words: 'what the catalogue says of products' }
    : { footing: 'then', words: 'what happened, and when it became known here' };
