import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '~/capture/events/event';
import { evaluate, requestKey, requestsOf } from './evaluate';
import {
  describeFact,
  factKeys,
  factRegistry,
  type FactKey,
  type Facts,
  type FactValue,
  type ValueType,
} from './facts';
import { ruleSchema, type FactRule, type HappenedRule, type Rule } from './rule';

const value = fc.oneof(fc.constantFrom('a', 'b', ''), fc.integer({ min: -1, max: 2 }), fc.boolean());
const within = fc.oneof(
  fc.constant('run' as const),
  fc.integer({ min: 1, max: 3 }).map((minutes) => ({ minutes })),
);

const leaf: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    kind: fc.constant('fact' as const),
    fact: fc.constantFrom(...factKeys),
    is: fc.constantFrom('is', 'is-not', 'at-least', 'at-most'),
    value,
  }),
  fc.record({
    kind: fc.constant('happened' as const),
    event: fc.constantFrom(...eventTypes.slice(0, 3)),
    atLeast: fc.integer({ min: 1, max: 3 }),
    within,
  }),
);

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      rules: fc.array(tie('rule'), { maxLength: 3 }),
    }) as fc.Arbitrary<Rule>,
    fc.record({ kind: fc.constant('not'), rule: tie('rule') }) as fc.Arbitrary<Rule>,
  ),
}));

const known = (key: string): fc.Arbitrary<[string, FactValue]> =>
  fc.tuple(fc.constant(key), fc.oneof(value, fc.constant(null)));

/** A rule and some of what it asks for; the rest is missing. */
const asked = rule.chain((each) =>
  fc.tuple(
    fc.constant(each),
    fc
      .subarray(requestsOf(each).map(requestKey))
      .chain((keys) =>
        fc.tuple(...keys.map((key) => (key.startsWith('count:') ? fc.tuple(fc.constant(key), fc.nat(4)) : known(key)))),
      )
      .map((facts): Facts => Object.fromEntries(facts)),
  ),
);

/** The rule language by its words, as slowly and plainly as can be: what `evaluate` must agree with. */
function oracle(each: Rule, facts: Facts): boolean {
  if (each.kind === 'not') return oracle(each.rule, facts) ? false : true;
  if (each.kind === 'all') return each.rules.filter((part) => oracle(part, facts)).length === each.rules.length;
  if (each.kind === 'any') return each.rules.filter((part) => oracle(part, facts)).length > 0;
  if (each.kind === 'happened') {
    const { within } = each as HappenedRule & { within: 'run' | { minutes: number } };
    const window = within === 'run' ? 'run' : `${within.minutes}m`;
    const count = facts[`count:${each.event}:${window}`];
    return typeof count === 'number' && count >= each.atLeast;
  }
  return oracleOfFact(each as FactRule, facts);
}

function oracleOfFact(each: FactRule, facts: Facts): boolean {
  const fact = facts[each.fact];
  const { type } = describeFact(each.fact);
  if (fact === undefined || fact === null || typeof fact !== typeof each.value) return false;
  const said = SAID[type];
  if (!said.includes(each.is)) return false;
  // A list is never a text, and a text is none.
  if (type === 'list' || type === 'ids') return false;
  if (each.is === 'is') return fact === each.value;
  if (each.is === 'is-not') return fact !== each.value;
  return each.is === 'at-least' ? fact >= each.value : fact <= each.value;
}

/** Of the four comparisons that are tried here, those that say something of a type. */
const SAID: Record<ValueType, string[]> = {
  ...{ boolean: ['is', 'is-not'], choice: ['is', 'is-not'], text: ['is', 'is-not'], list: [], ids: [], day: [] },
  ...{ number: ['is', 'is-not', 'at-least', 'at-most'], instant: ['at-least', 'at-most'] },
};

const fact = (key: FactKey, is: 'is' | 'is-not' | 'at-least' | 'at-most', than: string | number | boolean): Rule => ({
  kind: 'fact',
  fact: key,
  is,
  value: than,
});

describe('evaluating a rule', () => {
  it('agrees with the language by its words', () => {
    fc.assert(
      fc.property(asked, ([each, facts]) => {
        expect(evaluate(each, facts)).toBe(oracle(each, facts));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is two-valued: a rule holds or its negation does, whatever is missing', () => {
    fc.assert(
      fc.property(asked, ([each, facts]) => {
        expect(evaluate({ kind: 'not', rule: each }, facts)).toBe(!evaluate(each, facts));
      }),
    );
  });

  it('looks at nothing it did not ask for', () => {
    fc.assert(
      fc.property(asked, ([each, facts]) => {
        const requested = new Set(requestsOf(each).map(requestKey));
        const watched = new Proxy(facts, {
          get(target, key) {
            expect(requested).toContain(key);
            return Reflect.get(target, key) as FactValue;
          },
        });
        expect(evaluate(each, watched)).toBe(evaluate(each, facts));
      }),
    );
  });

  it('takes what is missing for false, and its negation for true', () => {
    for (const key of factKeys)
      for (const is of ['is', 'is-not', 'at-least', 'at-most'] as const) {
        expect(evaluate(fact(key, is, 1), {})).toBe(false);
        expect(evaluate({ kind: 'not', rule: fact(key, is, 1) }, { [key]: null })).toBe(true);
      }
    expect(evaluate({ kind: 'happened', event: 'order_placed', atLeast: 1, within: 'run' }, {})).toBe(false);
  });

  it('holds for all of nothing and does not for any of nothing', () => {
    expect(evaluate({ kind: 'all', rules: [] }, {})).toBe(true);
    expect(evaluate({ kind: 'any', rules: [] }, {})).toBe(false);
  });

  it('compares like with like only: a number is not its text', () => {
    expect(evaluate(fact('cart.itemCount', 'is', '1'), { 'cart.itemCount': 1 })).toBe(false);
    expect(evaluate(fact('cart.itemCount', 'is-not', '1'), { 'cart.itemCount': 1 })).toBe(false);
    expect(evaluate(fact('cart.isBought', 'is', false), { 'cart.isBought': 0 })).toBe(false);
  });

  it('takes text for what it is, capitals and all', () => {
    expect(evaluate(fact('consent.marketing', 'is', 'granted'), { 'consent.marketing': 'Granted' })).toBe(false);
  });

  it('compares instants in time', () => {
    const facts = { 'cart.linesChangedAt': '2026-03-10T12:00:00.000Z' };
    expect(evaluate(fact('cart.linesChangedAt', 'at-least', '2026-03-10T11:59:59.999Z'), facts)).toBe(true);
    expect(evaluate(fact('cart.linesChangedAt', 'at-most', '2026-03-10T11:59:59.999Z'), facts)).toBe(false);
  });
});

describe('what a rule asks for', () => {
  it('is each thing once', () => {
    fc.assert(
      fc.property(rule, (each) => {
        const keys = requestsOf(each).map(requestKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('tells the same event in another window for another thing', () => {
    const windows = ['run', { minutes: 60 }, { minutes: 61 }, { minutes: 60 }] as const;
    const each: Rule = {
      kind: 'any',
      rules: windows.map((window) => ({ kind: 'happened', event: 'order_placed', atLeast: 1, within: window })),
    };
    expect(requestsOf(each).map(requestKey)).toEqual([
      'count:order_placed:run',
      'count:order_placed:60m',
      'count:order_placed:61m',
    ]);
  });
});

describe('the schema of rules', () => {
  const takes = (raw: unknown) => ruleSchema.safeParse(raw).success;

  it('takes every rule as it is, through JSON and back', () => {
    fc.assert(
      fc.property(rule, (each) => {
        expect(ruleSchema.parse(JSON.parse(JSON.stringify(each)))).toEqual(each);
      }),
    );
  });

  it('takes every fact of the registry and no other', () => {
    for (const key of factKeys) expect(takes(fact(key, 'is', 'x')), key).toBe(true);
    for (const key of ['cart.colour', 'constructor', '__proto__', '', 'profile'])
      expect(takes({ kind: 'fact', fact: key, is: 'is', value: 1 }), key).toBe(false);
    expect(Object.values(factRegistry).every(({ words }) => words.length > 0)).toBe(true);
  });

  it.each([
    ['an unknown event', { kind: 'happened', event: 'sneezed', atLeast: 1, within: 'run' }],
    ['an unknown operator', { kind: 'fact', fact: 'cart.itemCount', is: 'resembles', value: 1 }],
    ['an unknown kind', { kind: 'xor', rules: [] }],
    ['a value that is none', { kind: 'fact', fact: 'cart.itemCount', is: 'is', value: null }],
    ['a list as value', { kind: 'fact', fact: 'cart.itemCount', is: 'is', value: [1] }],
    ['no times at all', { kind: 'happened', event: 'order_placed', atLeast: 0, within: 'run' }],
    ['half a time', { kind: 'happened', event: 'order_placed', atLeast: 1.5, within: 'run' }],
    ['a window of nothing', { kind: 'happened', event: 'order_placed', atLeast: 1, within: { minutes: 0 } }],
    ['too many parts', { kind: 'all', rules: Array.from({ length: 51 }, () => fact('cart.isBought', 'is', true)) }],
    ['a part that is none', { kind: 'not', rule: {} }],
    ['nothing', null],
  ])('refuses %s', (_, raw) => {
    expect(takes(raw)).toBe(false);
    expect(takes({ kind: 'all', rules: [{ kind: 'not', rule: raw }] }), 'deep inside another').toBe(false);
  });
});
