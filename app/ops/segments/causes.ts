import { eventType } from '~/capture/events/event';
import { describeFact, factKeys, type FactKey } from '~/customers/rules/facts';

/** What a change of a source of facts is, by the names that the database's triggers have for them. */
const SOURCES: Readonly<Record<string, string>> = {
  p: 'what is known of them changed',
  seen: 'they were here',
  numbers: 'their orders changed',
  discounted: 'their orders changed',
  traits: 'what they are like was worked out anew',
  property: 'a property of theirs changed',
  cart: 'their cart changed',
  customer: 'what Shopify keeps of them changed',
  consent: 'their consent changed',
  'shopify-segment': 'one of Shopify’s segments changed',
};

const LOOKS: Readonly<Record<string, string>> = {
  check: 'found when everybody was looked through',
  'products changed': 'products changed',
  'rules changed': 'a segment in its rule changed',
  'time of day': 'a day began',
};

const TIME_OF = /^time of (.+)$/;

/** Why somebody entered or left a segment, in words: what happened, or of what time passed. */
export function causeWords(cause: string): string {
  const known = LOOKS[cause] ?? SOURCES[cause];
  if (known) return known;
  const since = TIME_OF.exec(cause)?.[1];
  if (since) return `time passed since: ${thingWords(since)}`;
  return thingWords(cause);
}

function thingWords(thing: string): string {
  if (factKeys.includes(thing as FactKey)) return describeFact(thing as FactKey).words;
  return eventType.options.includes(thing as never) ? thing.replaceAll('_', ' ') : thing;
}
