import { describe, expect, it, test } from 'vitest';
import fc from 'fast-check';
import { anyFacts, anyFlow, flowOf } from '../../../tests/factories/flows';
import type { Facts } from '~/customers/rules/facts';
import { next, startOf, type Observation } from '../flows/engine/next-step';
import { abandonedCart } from '../flows/templates/abandoned-cart';
import { decisionWords, outcomeWords, whereWords } from './decision-words';

const shop = { now: '2026-03-10T12:00:00.000Z', timezone: 'UTC', locale: 'en-GB', currency: 'EUR' };
const say = (observations: Observation[], flow = abandonedCart) =>
  decisionWords({ facts: {}, observations }, flow, shop).says;
const knew = (facts: Facts) => decisionWords({ facts, observations: [] }, abandonedCart, shop).knew;
const wait = (isOver: boolean, node = 'wait-for-silence'): Observation => ({
  ...{ kind: 'delay', node, isOver },
  from: '2026-03-10T09:00:00.000Z',
  until: '2026-03-10T13:00:00.000Z',
});

describe('what came of a look', () => {
  test.each<[Observation, string[]]>([
    [wait(false), ['It waits until 13:00, 4 hours after the last change to the cart (9:00).']],
    [wait(true), ['The wait was over at 13:00, 4 hours after the last change to the cart (9:00).']],
    [wait(false, 'wait-a-day'), ['It waits until 13:00, 20 hours after the step before (9:00).']],
    [wait(false, 'no-longer-there'), ['It waits until 13:00.']],
    [{ kind: 'send', node: 'first-mail' }, ['The first mail was planned.']],
    [{ kind: 'exit', node: 'done' }, ['It came to its end.']],
    [{ kind: 'exit-rule', key: 'ordered', held: false }, []],
    [{ kind: 'exit-rule', key: 'ordered', held: true }, ['It ended, because they ordered.']],
  ])('%j reads: %j', (observation, words) => {
    expect(say([observation])).toEqual(words);
  });

  it('a way out that a merchant made is told by its rule', () => {
    const exits = [{ key: 'bought', when: { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true } as const }];
    const flow = flowOf([{ kind: 'exit', key: 'end' }], { exits });
    expect(say([{ kind: 'exit-rule', key: 'bought', held: true }], flow)).toEqual([
      'It ended, because the cart was bought.',
    ]);
  });

  it('a condition is told by its rule, and by what came of it', () => {
    const when = { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true } as const;
    const flow = flowOf([
      { kind: 'condition', key: 'bought', when, yes: 'end', no: 'end' },
      { kind: 'exit', key: 'end' },
    ]);
    expect(say([{ kind: 'condition', node: 'bought', held: false }], flow)).toEqual([
      'It is not so that the cart was bought.',
    ]);
    expect(say([{ kind: 'condition', node: 'bought', held: true }], flow)).toEqual([
      'It is so that the cart was bought.',
    ]);
  });

  it('is told of any flow that can be built, whatever it saw', () => {
    fc.assert(
      fc.property(anyFlow, anyFacts, (flow, facts) => {
        const { observations } = next(flow, startOf(flow, new Date(shop.now)), facts, new Date(shop.now));
        const { says } = decisionWords({ facts, observations }, flow, shop);
        for (const words of says) expect(words).toMatch(/^[A-Z].*\.$/);
        const told = observations.filter((each) => each.kind !== 'exit-rule' || each.held);
        expect(says).toHaveLength(told.length);
      }),
    );
  });
});

test.each<[Facts, string[]]>([
  [{ 'cart.itemCount': 1 }, ['1 item in the cart']],
  [{ 'cart.valueMinor': 6_080 }, ['the cart was worth €60.80']],
  [{ 'cart.isBought': false }, ['the cart was not bought']],
  [{ 'cart.isBought': true }, ['the cart was bought']],
  [{ 'cart.linesChangedAt': '2026-03-09T09:00:00.000Z' }, ['the cart last changed yesterday at 9:00']],
  [{ 'profile.hasAddress': true }, ['an email address was known']],
  [{ 'profile.hasAddress': false }, ['no email address was known']],
  [{ 'consent.marketing': 'never-given' }, ['consent to marketing: never given']],
  [{ 'consent.marketing': null }, []],
  [{ 'count:order_placed:run': 0 }, ['no order placed since it began']],
  [{ 'count:order_placed:run': 1 }, ['order placed once since it began']],
  [{ 'count:email_clicked:1440m': 3 }, ['email clicked 3 times in the last day']],
  [{ 'something.new': 4 }, []],
])('a look that saw %j knew: %j', (facts, words) => {
  expect(knew(facts)).toEqual(words);
});

test.each([
  [{ kind: 'exited', exit: 'cart-emptied' } as const, 'Ended, because the cart is empty.'],
  [{ kind: 'exited', exit: 'never-heard-of' } as const, 'Ended, because never heard of.'],
  [{ kind: 'finished', node: 'done' } as const, 'Went all the way to its end.'],
  [{ kind: 'erased' } as const, 'Ended, because this person was erased.'],
  [{ kind: 'merged' } as const, 'Ended, because this person turned out to be somebody who was in the flow already.'],
])('a run with the outcome %j: %s', (outcome, words) => {
  expect(outcomeWords(outcome, abandonedCart)).toBe(words);
});

describe('where somebody is', () => {
  it('is told with how long, since when, and what comes then', () => {
    const last = { facts: {}, observations: [wait(false)] };
    expect(whereWords('wait-for-silence', last, abandonedCart, shop)).toBe(
      'Waits until 13:00, 4 hours after the last change to the cart (9:00); then the first mail is planned.',
    );
  });

  it('is not known before the first look, but what comes is', () => {
    expect(whereWords('wait-for-silence', null, abandonedCart, shop)).toBe(
      'Is looked at within moments; then the first mail is planned.',
    );
  });

  it('does not foretell what a condition will decide', () => {
    const when = { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true } as const;
    const flow = flowOf([
      { kind: 'delay', key: 'wait', minutes: 60, after: 'arrival', next: 'bought' },
      { kind: 'condition', key: 'bought', when, yes: 'end', no: 'end' },
      { kind: 'exit', key: 'end' },
    ]);
    const last = { facts: {}, observations: [wait(false, 'wait')] };
    expect(whereWords('wait', last, flow, shop)).toBe('Waits until 13:00, 1 hour after the step before (9:00).');
  });
});
