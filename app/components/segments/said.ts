import { calendarDay } from '~/decisions/explanations/spoken-shop';
import type { Rule } from '~/customers/rules/rule';
import { sentence, type Speaker } from '~/customers/rules/sentence';
import type { Names } from '~/ops/segments/shop-speaker.server';
import type { PageShop } from '~/ops/shop-context.server';
import { moneyWords } from '../money-words';

/** Says a rule as the shop does, with what was just picked. */
export function ruleSentence(rule: Rule, names: Names, shop: PageShop): string {
  const speaker: Speaker = {
    money: (minor) => moneyWords(minor, shop),
    product: (id) => names[id] ?? '…',
    collection: (id) => names[id] ?? '…',
    segment: (id) => names[id] ?? '…',
    shopifySegment: (id) => names[id] ?? '…',
    day: (instant) => calendarDay(instant, shop),
  };
  return sentence(rule, speaker);
}
