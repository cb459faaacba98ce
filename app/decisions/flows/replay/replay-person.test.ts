import { describe, expect, test } from 'vitest';
import type { Rule } from '~/customers/rules/rule';
import { flowOf } from '../../../../tests/factories/flows';
import { openRules } from '../../../../tests/factories/send-facts';
import { after, TEST_START } from '../../../../tests/factories/times';
import type { CatalogueTrigger } from '../runner/tellings';
import { stirredBy } from '../stirred-by';
import { abandonedCart } from '../templates/abandoned-cart';
import { knownThen } from './known-then';
import { madeUpNews, madeUpPast, type MadeUpLife } from './made-up';
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

describe('a flow that begins by news of the catalogue, tried on somebody made up', () => {
  const always: Rule = { kind: 'all', rules: [] };
  const trigger = (changes: Partial<CatalogueTrigger>): CatalogueTrigger => ({
    ...{ kind: 'catalogue', change: 'back-in-stock', whom: 'asked', withinDays: 30, when: always },
    ...changes,
  });
  const mail = {
    kind: 'send',
    key: 'mail',
    template: 'back-in-stock',
    expiresAfterMinutes: 600,
    next: 'done',
  } as const;
  const tried = (changes: Partial<CatalogueTrigger>, life: MadeUpLife) => {
    const begins = trigger(changes);
    const flow = flowOf([mail, { kind: 'exit', key: 'done' }], { key: 'news', trigger: begins });
    const news = { trigger: begins, rule: always, ...madeUpNews(begins, life, START) };
    return replayPerson({ ...terms, definition: flow, news }, madeUpPast(life, START, shop), shop);
  };
  const mails = (changes: Partial<CatalogueTrigger>, life: MadeUpLife) =>
    tried(changes, life).runs.flatMap((run) => run.mails.map(({ state, sentAt }) => ({ state, sentAt })));
  const granted = (...happenings: MadeUpLife['happenings']): MadeUpLife => ({ consent: 'granted', happenings });
  const sent = [{ state: 'sent', sentAt: after(2 * HOUR) }];
  const turns = { what: 'product-turns', minute: 120 } as const;

  test.each([
    ['who asked is told that it is back', {}, 'asks-to-be-told'],
    ['who looked is told that it is cheaper', { change: 'price-drop', whom: 'viewed', atLeastPercent: 20 }, 'looks'],
    [
      'who has it in the cart is told that few are left',
      { change: 'low-stock', whom: 'in-cart', atMostUnits: 3 },
      'fills-cart',
    ],
  ] as const)('%s', (_what, changes, what) => {
    expect(mails(changes, granted({ what, minute: 0 }, turns))).toEqual(sent);
    expect(mails(changes, granted({ what: 'clicks', minute: 0 }, turns))).toEqual([]);
    expect(mails(changes, granted({ what, minute: 0 }, { what: 'orders', minute: 60 }, turns))).toEqual([]);
  });

  test('who asked is told without having agreed to other mail; not who left all mail after that', () => {
    const asks = { what: 'asks-to-be-told', minute: 0 } as const;
    expect(mails({}, { consent: 'never-given', happenings: [asks, turns] })).toEqual(sent);
    expect(mails({}, granted(asks, { what: 'unsubscribes', minute: 60 }, turns))).toEqual([]);
  });

  test('a request is answered once', () => {
    const again = { what: 'product-turns', minute: 3_000 } as const;
    expect(mails({}, granted({ what: 'asks-to-be-told', minute: 0 }, turns, again))).toEqual(sent);
  });
});

test('a flow that Shopify Flow asks for begins when it is asked for, and no other', () => {
  const mail = { kind: 'send', key: 'mail', template: 'welcome', expiresAfterMinutes: 600, next: 'done' } as const;
  const trigger = { kind: 'asked' as const, when: { kind: 'all' as const, rules: [] } };
  const flow = flowOf([mail, { kind: 'exit', key: 'done' }], { key: 'asked-for', trigger });
  const asked = (flowKey: string, at: number) => ({
    ...{ type: 'asked_into_flow' as const, at, knownAt: at, cartToken: null, properties: { flowKey } },
  });
  const past = { ...lifeOf(), events: [asked('another', START + HOUR), asked('asked-for', START + 2 * HOUR)] };
  expect(replayPerson({ ...terms, definition: flow }, past, shop).runs).toMatchObject([
    { startedAt: after(2 * HOUR), mails: [{ state: 'sent' }] },
  ]);
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
