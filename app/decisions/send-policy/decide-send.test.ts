import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sendFacts } from '../../../tests/factories/send-facts';
import { TEST_START, after } from '../../../tests/factories/times';
import { decideSend, type SendFacts } from './decide-send';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NIGHT = { fromMinute: 0, untilMinute: 1_439 };
type Changes = Parameters<typeof sendFacts>[0];

/** Every reason, in the order in which they are looked at: what makes the mail pointless, what forbids it, what delays it. */
const REASONS: [string, Changes][] = [
  ['no-address', { hasAddress: false }],
  ['no-consent', { consent: { state: 'withdrawn', entrySeq: 8n, since: TEST_START } }],
  ['address-impossible', { isAddressImpossible: true }],
  ['paused-by-person', { person: { pausedUntil: after(1), minutesBetween: null, offTopic: null } }],
  ['ordered-meanwhile', { orderedId: 'gid://shopify/Order/1' }],
  ['cart-empty', { cart: { itemCount: 0, buyableCount: 0 } }],
  ['nothing-in-stock', { cart: { itemCount: 2, buyableCount: 0 } }],
  ['expired', { expiresAt: TEST_START }],
  ['all-sending-paused', { rules: { isPaused: true } }],
  ['sender-not-set-up', { rules: { hasSender: false } }],
  ['frequency-cap', { lastSentAt: after(-HOUR), rules: { frequencyCapMinutes: 61 } }],
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
      { lastSentAt: after(-HOUR), rules: { frequencyCapMinutes: 90 } },
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
        const isLasting = REASONS.findIndex(([code]) => code === reasons[0]?.[0]) < 8;
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
    const last = (ms: number) => sendFacts({ lastSentAt: after(ms), rules: { frequencyCapMinutes: 60 } });
    expect(codeOf(last(-HOUR))).toBe('send');
    expect(codeOf(last(-HOUR + 1))).toBe('frequency-cap');
  });

  test('a cap of nothing and a person never written to are no cap', () => {
    expect(codeOf(sendFacts({ lastSentAt: TEST_START, rules: { frequencyCapMinutes: 0 } }))).toBe('send');
    expect(codeOf(sendFacts({ lastSentAt: null, rules: { frequencyCapMinutes: 960 } }))).toBe('send');
  });

  test('one piece that can be bought is enough', () => {
    expect(codeOf(sendFacts({ cart: { itemCount: 3, buyableCount: 1 } }))).toBe('send');
  });
});

describe('what the person chose at the preference centre', () => {
  const person = (choice: Partial<SendFacts['person']>) => ({
    person: { pausedUntil: null, minutesBetween: null, offTopic: null, ...choice },
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
        lastSentAt,
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
    });
    const facts = fc.record({ cap: fc.nat(100), sentMinutesAgo: fc.option(fc.nat(100)), isPaused: fc.boolean() });
    fc.assert(
      fc.property(choices, facts, (choice, { cap, sentMinutesAgo, isPaused }) => {
        const lastSentAt = sentMinutesAgo === null ? null : after(-sentMinutesAgo * MINUTE);
        const changes = { lastSentAt, rules: { frequencyCapMinutes: cap, isPaused } };
        if (codeOf(sendFacts({ ...changes, person: choice })) === 'send')
          expect(codeOf(sendFacts(changes))).toBe('send');
      }),
    );
  });
});
