import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sendFacts } from '../../../../tests/factories/send-facts';
import { TEST_START, after } from '../../../../tests/factories/times';
import { arbitrate, decideSend } from './decide-send';
import type { SendFacts } from './send-facts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NIGHT = { fromMinute: 0, untilMinute: 1_439 };
type Changes = Parameters<typeof sendFacts>[0];

/** Every reason, in the order in which they are looked at: what makes the mail pointless, what forbids it, what delays it. */
const REASONS: [string, Changes][] = [
  ['no-address', { hasAddress: false }],
  ['no-consent', { consent: { state: 'withdrawn', entrySeq: 8n, since: TEST_START } }],
  ['address-impossible', { isAddressImpossible: true }],
  ['paused-by-person', { person: { pausedUntil: after(1), minutesBetween: null, offTopic: null, timezone: null } }],
  ['ordered-meanwhile', { orderedId: 'gid://shopify/Order/1' }],
  ['left-flow', { leftFlow: 'has-had-enough' }],
  ['cart-empty', { cart: { itemCount: 0, buyableCount: 0 } }],
  ['cart-told', { toldOfCart: { flow: 'abandoned-checkout', sentAt: after(-HOUR) } }],
  ['nothing-in-stock', { cart: { itemCount: 2, buyableCount: 0 } }],
  ['held-out', { heldOutFor: 'autumn' }],
  ['expired', { expiresAt: TEST_START }],
  ['all-sending-paused', { rules: { isPaused: true } }],
  ['sender-not-set-up', { rules: { hasSender: false } }],
  ['makes-way', { makesWayUntil: after(HOUR) }],
  ['topic-cap', { topic: { name: 'News', minutesBetween: 90, lastSentAt: after(-HOUR) } }],
  ['frequency-cap', { sentAt: [after(-HOUR)], rules: { frequencyCapMinutes: 61 } }],
  ['weekly-budget', { sentAt: [after(-HOUR)], rules: { weeklyBudget: 1 } }],
  ['quiet-hours', { rules: { quiet: NIGHT } }],
];

const codeOf = (facts: SendFacts): string => {
  const decision = decideSend(facts);
  return decision.kind === 'send' ? 'send' : decision.reason.code;
};
const merge = (changes: Changes[]): SendFacts => {
  const rules = Object.assign({}, ...changes.map((change) => change?.rules)) as NonNullable<Changes>['rules'];
  return sendFacts({ ...(Object.assign({}, ...changes) as Changes), rules });
};

describe('a message', () => {
  test('that nothing stands against goes, and names the statement that allows it', () => {
    expect(decideSend(sendFacts())).toEqual({ kind: 'send', consentSeq: 7n });
  });

  test.each(REASONS)('is stopped by %s alone', (code, changes) => {
    expect(codeOf(sendFacts(changes))).toBe(code);
  });

  test.each([
    ['no address', { hasAddress: false }, { kind: 'skip', reason: { code: 'no-address' } }],
    [
      'consent that was withdrawn',
      { consent: { state: 'withdrawn', entrySeq: 8n, since: TEST_START } },
      { kind: 'skip', reason: { code: 'no-consent', consent: 'withdrawn' } },
    ],
    [
      'consent that waits for confirmation',
      { consent: { state: 'pending', entrySeq: 8n, since: TEST_START } },
      { kind: 'skip', reason: { code: 'no-consent', consent: 'pending' } },
    ],
    [
      'consent that was never given',
      { consent: { state: 'never-given', entrySeq: null, since: null } },
      { kind: 'skip', reason: { code: 'no-consent', consent: 'never-given' } },
    ],
    [
      'consent that no entry of the ledger proves',
      { consent: { state: 'granted', entrySeq: null, since: null } },
      { kind: 'skip', reason: { code: 'no-consent', consent: 'granted' } },
    ],
    [
      'an order',
      { orderedId: 'gid://shopify/Order/1' },
      { kind: 'skip', reason: { code: 'ordered-meanwhile', orderId: 'gid://shopify/Order/1' } },
    ],
    [
      'its expiry',
      { expiresAt: TEST_START },
      { kind: 'skip', reason: { code: 'expired', expiresAt: TEST_START.toISOString() } },
    ],
    [
      'a pause of all sending',
      { rules: { isPaused: true } },
      { kind: 'defer', until: after(15 * MINUTE), reason: { code: 'all-sending-paused' } },
    ],
    [
      'a sender that is not set up',
      { rules: { hasSender: false } },
      { kind: 'defer', until: after(15 * MINUTE), reason: { code: 'sender-not-set-up' } },
    ],
    [
      'the frequency cap',
      { sentAt: [after(-HOUR)], rules: { frequencyCapMinutes: 90 } },
      {
        kind: 'defer',
        until: after(30 * MINUTE),
        reason: { code: 'frequency-cap', lastSentAt: after(-HOUR).toISOString(), capMinutes: 90 },
      },
    ],
    [
      'quiet hours, Berlin being an hour ahead',
      { rules: { quiet: { fromMinute: 13 * 60, untilMinute: 14 * 60 } } },
      { kind: 'defer', until: after(HOUR), reason: { code: 'quiet-hours', timezone: 'Europe/Berlin' } },
    ],
  ] as [string, Changes, unknown][])('with %s carries the values that decided', (_what, changes, decision) => {
    expect(decideSend(sendFacts(changes))).toEqual(decision);
  });
});

describe('of several reasons', () => {
  test('the first by rank is given, whatever else is true', () => {
    fc.assert(
      fc.property(fc.subarray(REASONS, { minLength: 1 }), (reasons) => {
        // Ranks are those of the list; an empty cart also has nothing in stock, so its values must win.
        const facts = merge([...reasons].reverse().map(([, changes]) => changes));
        expect(codeOf(facts)).toBe(reasons[0]?.[0]);
      }),
    );
  });

  test('a lasting one is given as skip, a passing one as defer to a later time', () => {
    fc.assert(
      fc.property(fc.subarray(REASONS, { minLength: 1 }), (reasons) => {
        const decision = decideSend(merge([...reasons].reverse().map(([, changes]) => changes)));
        const isLasting =
          REASONS.findIndex(([code]) => code === reasons[0]?.[0]) <
          REASONS.findIndex(([code]) => code === 'all-sending-paused');
        expect(decision.kind).toBe(isLasting ? 'skip' : 'defer');
        if (decision.kind === 'defer') expect(decision.until.getTime()).toBeGreaterThan(TEST_START.getTime());
      }),
    );
  });
});

describe('at the edges', () => {
  test('a message may go until the millisecond before it expires', () => {
    expect(codeOf(sendFacts({ expiresAt: after(1) }))).toBe('send');
    expect(codeOf(sendFacts({ expiresAt: after(0) }))).toBe('expired');
  });

  test('the cap is over when its minutes are', () => {
    const last = (ms: number) => sendFacts({ sentAt: [after(ms)], rules: { frequencyCapMinutes: 60 } });
    expect(codeOf(last(-HOUR))).toBe('send');
    expect(codeOf(last(-HOUR + 1))).toBe('frequency-cap');
  });

  test('a cap of nothing and a person never written to are no cap', () => {
    expect(codeOf(sendFacts({ sentAt: [TEST_START], rules: { frequencyCapMinutes: 0 } }))).toBe('send');
    expect(codeOf(sendFacts({ sentAt: [], rules: { frequencyCapMinutes: 960 } }))).toBe('send');
  });

  test('one piece that can be bought is enough', () => {
    expect(codeOf(sendFacts({ cart: { itemCount: 3, buyableCount: 1 } }))).toBe('send');
  });
});

describe('what the person chose at the preference centre', () => {
  const person = (choice: Partial<SendFacts['person']>) => ({
    person: { pausedUntil: null, minutesBetween: null, offTopic: null, timezone: null, ...choice },
  });

  test('is a pause until its very end', () => {
    expect(decideSend(sendFacts(person({ pausedUntil: after(1) })))).toEqual({
      kind: 'skip',
      reason: { code: 'paused-by-person', pausedUntil: after(1).toISOString() },
    });
    expect(codeOf(sendFacts(person({ pausedUntil: TEST_START })))).toBe('send');
  });

  test('is a topic that is not wanted', () => {
    expect(decideSend(sendFacts(person({ offTopic: 'Cart reminders' })))).toEqual({
      kind: 'skip',
      reason: { code: 'topic-off', topic: 'Cart reminders' },
    });
  });

  test.each([
    [60, 120, 'person-frequency', 120],
    [120, 60, 'frequency-cap', 120],
    [120, 120, 'frequency-cap', 120],
    [120, null, 'frequency-cap', 120],
  ])(
    'is at most one mail in a while: of the shop’s %i and the person’s %s minutes the larger counts',
    (shops, persons, code, capMinutes) => {
      const lastSentAt = after(-30 * MINUTE);
      const facts = sendFacts({
        ...person({ minutesBetween: persons }),
        sentAt: [lastSentAt],
        rules: { frequencyCapMinutes: shops },
      });
      expect(decideSend(facts)).toEqual({
        kind: 'defer',
        until: after((capMinutes - 30) * MINUTE),
        reason: { code, lastSentAt: lastSentAt.toISOString(), capMinutes },
      });
    },
  );

  test('never makes a mail go that would not have gone', () => {
    const choices = fc.record({
      pausedUntil: fc.option(fc.integer({ min: -10, max: 10 }).map((ms) => after(ms))),
      minutesBetween: fc.option(fc.nat(100)),
      offTopic: fc.option(fc.constant('News')),
      timezone: fc.constant(null),
    });
    const facts = fc.record({ cap: fc.nat(100), sentMinutesAgo: fc.option(fc.nat(100)), isPaused: fc.boolean() });
    fc.assert(
      fc.property(choices, facts, (choice, { cap, sentMinutesAgo, isPaused }) => {
        const sentAt = sentMinutesAgo === null ? [] : [after(-sentMinutesAgo * MINUTE)];
        const changes = { sentAt, rules: { frequencyCapMinutes: cap, isPaused } };
        if (codeOf(sendFacts({ ...changes, person: choice })) === 'send')
          expect(codeOf(sendFacts(changes))).toBe('send');
      }),
    );
  });
});

describe('what each rule said', () => {
  test('is kept of all of them, in the order of their rank, whichever decided', () => {
    fc.assert(
      fc.property(fc.subarray(REASONS), (reasons) => {
        const facts = merge([...reasons].reverse().map(([, changes]) => changes));
        const { decision, answers } = arbitrate(facts);
        const against = answers.filter(({ verdict }) => verdict !== 'passes');
        expect(against.length === 0).toBe(decision.kind === 'send');
        expect(against[0]?.verdict ?? 'send').toBe(decision.kind);
        expect(answers.map(({ rule }) => rule)).toEqual(arbitrate(sendFacts()).answers.map(({ rule }) => rule));
        expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
      }),
    );
  });

  test('has the values of that moment', () => {
    const { answers } = arbitrate(sendFacts({ sentAt: [after(-HOUR)], rules: { frequencyCapMinutes: 90 } }));
    expect(answers.find(({ rule }) => rule === 'cap')).toEqual({
      rule: 'cap',
      saw: { lastSentAt: after(-HOUR).toISOString(), minutesBetween: 90, personsMinutesBetween: null },
      verdict: 'defer',
    });
  });
});

describe('a mail about no cart', () => {
  test('is not stopped by what is in one', () => {
    expect(codeOf(sendFacts({ cart: null }))).toBe('send');
  });

  test('is stopped where the product it offers cannot be bought, and only then', () => {
    const offering = (isBuyable: boolean) => codeOf(sendFacts({ cart: null, offered: { isBuyable, lowered: null } }));
    expect([offering(true), offering(false)]).toEqual(['send', 'nothing-in-stock']);
  });

  test('is stopped where the price it tells of is higher again', () => {
    const at = (nowMinor: number) =>
      codeOf(sendFacts({ cart: null, offered: { isBuyable: true, lowered: { toldMinor: 800, nowMinor } } }));
    expect([at(700), at(800), at(801)]).toEqual(['send', 'send', 'price-up-again']);
  });
});

describe('the budget of a week', () => {
  const sent = (...daysAgo: number[]) => ({ sentAt: daysAgo.map((days) => after(-days * 24 * HOUR)) });
  const rules = { weeklyBudget: 2 };

  test('has room again when the oldest of as many as there may be is a week old', () => {
    expect(decideSend(sendFacts({ ...sent(1, 3, 6), rules }))).toEqual({
      kind: 'defer',
      until: after(4 * 24 * HOUR),
      reason: { code: 'weekly-budget', most: 2 },
    });
    expect(codeOf(sendFacts({ ...sent(1, 7), rules }))).toBe('send');
    expect(codeOf(sendFacts({ ...sent(1, 2, 3, 4), rules: { weeklyBudget: null } }))).toBe('send');
  });

  test('is never exceeded: whoever waits as told finds room, and one more then waits again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (ages, most) => {
          const sentAt = ages.sort((a, b) => a - b).map((minutes) => after(-minutes * MINUTE));
          const decision = decideSend(sendFacts({ sentAt, rules: { weeklyBudget: most } }));
          if (decision.kind !== 'defer') return;
          const then = { now: decision.until, expiresAt: after(1, decision.until) };
          const week = sentAt.filter((at) => at > after(-7 * 24 * HOUR, decision.until));
          expect(week.length).toBeLessThan(most);
          expect(codeOf(sendFacts({ ...then, sentAt, rules: { weeklyBudget: most } }))).toBe('send');
        },
      ),
    );
  });
});

describe('quiet hours', () => {
  test('are those of where the person lives, where that is known', () => {
    const quiet = { fromMinute: 21 * 60, untilMinute: 8 * 60 };
    const in_ = (timezone: string | null) => ({
      person: { pausedUntil: null, minutesBetween: null, offTopic: null, timezone },
      rules: { quiet, timezone: 'Europe/Berlin' },
    });
    expect(decideSend(sendFacts(in_('America/Los_Angeles')))).toEqual({
      kind: 'defer',
      until: after(3 * HOUR),
      reason: { code: 'quiet-hours', timezone: 'America/Los_Angeles' },
    });
    expect(codeOf(sendFacts(in_(null)))).toBe('send');
  });
});

describe('a mail that is to carry a code', () => {
  const OFFER = { name: 'Come back', isOn: true, hasOwn: false, hasFree: true, hadOne: false, againAt: null };
  const decide = (changes: object) => decideSend(sendFacts({ offer: { ...OFFER, ...changes } }));

  test.each([
    ['a code is there', {}, 'send'],
    ['its person has one that is good', { hasOwn: true, hasFree: false }, 'send'],
    ['its person has one that is good, though it gives no more', { hasOwn: true, isOn: false }, 'send'],
    ['it gives no more', { isOn: false }, 'offer-off'],
    ['they had theirs', { hadOne: true }, 'offer-had'],
    ['they had theirs, and may have another only later', { hadOne: true, againAt: after(1) }, 'offer-had'],
    ['they had theirs, and may have another by now', { hadOne: true, againAt: after(0) }, 'send'],
    ['none is left', { hasFree: false }, 'no-code-left'],
  ])('where %s', (_what, changes, code) => {
    const decision = decide(changes);
    expect(decision.kind === 'send' ? 'send' : decision.reason.code).toBe(code);
  });

  test('waits ten minutes for codes, after all else was looked at', () => {
    expect(decide({ hasFree: false })).toMatchObject({ kind: 'defer', until: after(10 * MINUTE) });
    const quiet = sendFacts({ offer: { ...OFFER, hasFree: false }, rules: { quiet: NIGHT } });
    expect(codeOf(quiet)).toBe('quiet-hours');
  });
});
