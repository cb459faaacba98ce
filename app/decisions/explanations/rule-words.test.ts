import { describe, expect, test } from 'vitest';
import type { MerchandisingRule, Subject } from '../recommendations/merchandising';
import { ruleWords } from './rule-words';

const titles: Record<string, string> = { p1: 'Red bowl', c1: 'Summer' };
const context = { currency: 'EUR', locale: 'en', titleOf: (id: string) => titles[id] };
const say = (subject: Subject, rule: Partial<MerchandisingRule> = {}) =>
  ruleWords({ effect: 'boost', strength: 2, subject, ...rule }, context);

describe('a rule in words', () => {
  test.each<[Subject, string]>([
    [{ kind: 'product', productId: 'p1' }, 'Show more, clearly: Red bowl'],
    [{ kind: 'product', productId: 'p9' }, 'Show more, clearly: a product that is gone'],
    [{ kind: 'collection', collectionId: 'c1' }, 'Show more, clearly: the collection “Summer”'],
    [{ kind: 'tag', tag: 'sale' }, 'Show more, clearly: products tagged “sale”'],
    [{ kind: 'vendor', vendor: 'Oak' }, 'Show more, clearly: products by “Oak”'],
    [{ kind: 'type', productType: 'Bowl' }, 'Show more, clearly: products of type “Bowl”'],
    [{ kind: 'price', fromMinor: null, toMinor: 1_250 }, 'Show more, clearly: products up to €12.50'],
    [{ kind: 'price', fromMinor: 500, toMinor: null }, 'Show more, clearly: products from €5.00 on'],
    [{ kind: 'price', fromMinor: 500, toMinor: 1_250 }, 'Show more, clearly: products from €5.00 to €12.50'],
  ])('names what it is about: %j', (subject, words) => {
    expect(say(subject)).toBe(words);
  });

  test('says how much only where there is more and less', () => {
    const subject = { kind: 'product', productId: 'p1' } as const;
    expect(say(subject, { effect: 'bury', strength: 3 })).toBe('Show less, strongly: Red bowl');
    expect(say(subject, { effect: 'pin' })).toBe('Put first: Red bowl');
    expect(say(subject, { effect: 'exclude' })).toBe('Never show: Red bowl');
  });
});
