import { describe, expect, test } from 'vitest';
import { openRules } from '../../../../tests/factories/send-facts';
import { after, TEST_START } from '../../../../tests/factories/times';
import { stirredBy } from '../stirred-by';
import { abandonedCart } from '../templates/abandoned-cart';
import { knownThen } from './known-then';
import { madeUpPast, type MadeUpLife } from './made-up';
import type { OtherMail, PersonPast, ShopPast } from './past';
import { replayPerson } from './replay-person';
import type { ReplayTerms } from './scene';

const HOUR = 3_600_000;
const START = TEST_START.getTime();
const shop: ShopPast = {
  ...{ timezone: 'UTC', currency: 'EUR', topics: [], goods: new Map(), pricesMinor: new Map() },
  rules: { ...openRules, frequencyCapMinutes: 960 },
};
const terms: ReplayTerms = {
  ...{ definition: abandonedCart, stirredBy: stirredBy(abandonedCart), days: null, news: null },
  ...{ from: START, until: START + 100 * 24 * HOUR },
};
const lifeOf = (...happenings: MadeUpLife['happenings']): PersonPast =>
  madeUpPast({ consent: 'granted', happenings }, START, shop);
const replay = (past: PersonPast) => replayPerson(terms, past, shop);
const mailsOf = (past: PersonPast) => replay(past).runs.flatMap(({ mails }) => mails);

const otherMail = (sentAt: number): OtherMail => ({
  ...{ id: 'another', flowKey: 'another', stepKey: 'mail', cartToken: null, priority: 50 },
  ...{ plannedAt: sentAt, firstDueAt: sentAt, waits: [], sentAt, closedAt: null },
});

const runBefore = (endedAt: number) => ({ startedAt: START - HOUR, endedAt, subject: { cartToken: null } });

describe('a replay', () => {
  test('lets time pass only where something is due', () => {
    const mails = mailsOf(lifeOf({ what: 'fills-cart', minute: 0 }));
    expect(mails.map(({ step, sentAt }) => [step, sentAt])).toEqual([
      ['first-mail', after(4 * HOUR)],
      ['second-mail', after(24 * HOUR)],
    ]);
  });

  test('ends at what happens between', () => {
    const [run] = replay(lifeOf({ what: 'fills-cart', minute: 0 }, { what: 'orders', minute: 120 })).runs;
    expect(run).toMatchObject({ outcome: { kind: 'exited', exit: 'ordered' }, endedAt: after(2 * HOUR), mails: [] });
  });

  test('is the same each time, and leaves the past as it was', () => {
    const past = lifeOf({ what: 'fills-cart', minute: 0 }, { what: 'unsubscribes', minute: 600 });
    const before = structuredClone(past);
    expect(replay(past)).toEqual(replay(past));
    expect(past).toEqual(before);
  });

  test('counts mails that really went, and says which would have waited for its own', () => {
    const past = lifeOf({ what: 'fills-cart', minute: 0 });
    const [first] = mailsOf({ ...past, otherMails: [otherMail(START + 3 * HOUR)] });
    expect(first).toMatchObject({ sentAt: after(19 * HOUR) });
    expect(replay({ ...past, otherMails: [otherMail(START + 5 * HOUR)] }).collisions).toEqual([
      { flowKey: 'another', stepKey: 'mail', sentAt: after(5 * HOUR), until: after(20 * HOUR), why: 'frequency-cap' },
    ]);
  });

  test('lets nobody in who was in the flow when its window began', () => {
    const past = { ...lifeOf({ what: 'fills-cart', minute: 0 }), runsBefore: [runBefore(START + HOUR)] };
    expect(replay(past).runs).toEqual([]);
  });

  test('lets nobody in by what ended the run they were in when its window began', () => {
    const past = { ...lifeOf({ what: 'fills-cart', minute: 0 }), runsBefore: [runBefore(START)] };
    expect(replay(past).runs).toEqual([]);
  });
});

test('who was in a segment is known from when they came and went, backwards from now', () => {
  const event = (type: 'segment_entered' | 'segment_left', at: number) => ({
    ...{ type, at, knownAt: at, cartToken: null, properties: { segmentId: 'vip' } },
  });
  const past = { ...lifeOf(), events: [event('segment_left', START), event('segment_entered', START + HOUR)] };
  const now = { ...past, segments: new Set(['vip']) };
  const isIn = (known: number) =>
    knownThen({ past: now, shop, then: { at: START, known }, cartToken: null, set: [], requests: [] }).segments.has(
      'vip',
    );
  expect([isIn(0), isIn(1), isIn(2)]).toEqual([true, false, true]);
});
