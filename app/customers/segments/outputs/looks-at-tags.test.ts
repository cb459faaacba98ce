import { expect, it } from 'vitest';
import type { Rule } from '../../rules/rule';
import { circleByTags, circleWords, type TaggedSegment } from './looks-at-tags';

const tag = (is: 'is' | 'is-not' | 'contains' | 'one-of', value: string | string[]): Rule => ({
  ...{ kind: 'fact', fact: 'shopify.tags', is, value },
});
const within = (id: string): Rule => ({ kind: 'segment', id });
const segment = (id: string, rule: Rule, own: string | null = null): TaggedSegment => ({
  id,
  name: `The ${id}`,
  rule,
  tag: own,
});
const nothing: Rule = { kind: 'all', rules: [] };

it.each([
  ['is', tag('is', 'vip')],
  ['is in a list', tag('one-of', ['a', 'VIP'])],
  ['contains', tag('contains', 'vi')],
  ['is not', tag('is-not', 'Vip')],
  ['deep within', { kind: 'not', rule: { kind: 'any', rules: [nothing, tag('is', 'VIP')] } } satisfies Rule],
])('a rule that looks at the tag it writes: %s', (_, rule) => {
  expect(circleByTags([segment('a', rule, 'VIP')])).toEqual({ writer: 'The a', tag: 'VIP', looker: 'The a' });
});

it('by segments it names, and by tags that those write', () => {
  const chain = [segment('a', within('b'), 'A'), segment('b', tag('is', 'C')), segment('c', tag('is', 'A'), 'C')];
  expect(circleByTags(chain)).not.toBeNull();
  expect(circleByTags(chain.slice(0, 2))).toBeNull();
  const words = circleWords(circleByTags(chain) ?? { writer: '', tag: '', looker: '' });
  expect(words).toMatch(/looks at the tag .* name the segment in its place, or choose another tag/);
});

it('other tags, and tags of segments that do not hang on it, may be looked at', () => {
  expect(circleByTags([segment('a', tag('is', 'vip gold'), 'VIP'), segment('b', tag('is', 'VIP'), 'B')])).toBeNull();
  expect(circleByTags([segment('a', nothing, 'VIP'), segment('b', tag('is-not', 'VIP'), 'B')])).toBeNull();
});
