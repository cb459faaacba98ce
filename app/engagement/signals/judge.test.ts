import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentKinds } from '~/capture/events/mail-signal';
import { after } from '../../../tests/factories/times';
import { judge, JUDGED_AFTER_SECONDS, type JudgedSignal } from './judge';

const ARRIVED = after(0);
let made = 0;

/** A person's click or open, a quarter of an hour after the mail arrived, but for what is said. */
function signal(atSeconds: number, fields: Partial<JudgedSignal> = {}): JudgedSignal {
  made += 1;
  const kind = fields.kind ?? 'click';
  const link = kind === 'click' ? 1 : null;
  return {
    ...{ id: `signal-${made}`, kind, occurredAt: after((900 + atSeconds) * 1_000), link, links: link && 8 },
    ...{ url: null, isHead: false, agent: 'browser', isDataCentre: false, ...fields },
  };
}
const open = (atSeconds: number, fields: Partial<JudgedSignal> = {}) => signal(atSeconds, { kind: 'open', ...fields });
const codesOf = (signals: JudgedSignal[]) =>
  [...judge(signals, ARRIVED).values()].map(({ why }) => why.map((e) => e.code));
const whoDid = (signals: JudgedSignal[], arrivedAt: Date | null = ARRIVED) =>
  [...judge(signals, arrivedAt).values()].map(({ by }) => by);

describe('a person', () => {
  test('opens a mail and follows a link', () => {
    expect(whoDid([open(0), signal(20)])).toEqual(['person', 'person']);
  });

  test('opens it in Gmail, whose proxy fetches pictures when somebody looks', () => {
    expect(whoDid([open(0, { agent: 'picture-proxy' })])).toEqual(['person']);
  });

  test('follows two links at once, one link many times, and some of many within a minute', () => {
    expect(whoDid([signal(0, { link: 1 }), signal(1, { link: 2 })])).toEqual(['person', 'person']);
    expect(new Set(whoDid([0, 1, 2, 2, 3].map((at) => signal(at))))).toEqual(new Set(['person']));
    const some = [1, 2, 3, 4].map((link) => signal(link * 10, { link }));
    expect(new Set(whoDid(some))).toEqual(new Set(['person']));
  });

  test('follows all of a mail that has two', () => {
    expect(whoDid([1, 2].map((link) => signal(link * 5, { link, links: 2 })))).toEqual(['person', 'person']);
  });

  test('reads an hour after a machine has looked at everything', () => {
    const machine = [0, 1, 2, 3].map((link) => signal(link, { link }));
    expect(whoDid([...machine, signal(3_600, { link: 2 })]).at(-1)).toBe('person');
  });

  test('clicks where it is not known when the mail arrived', () => {
    expect(whoDid([signal(0)], null)).toEqual(['person']);
  });
});

describe('a machine', () => {
  test('follows three links within three seconds: each of them is its', () => {
    const burst = [1, 2, 3].map((link) => signal(link, { link }));
    expect(whoDid(burst)).toEqual(['machine', 'machine', 'machine']);
    expect(judge(burst, ARRIVED).get(burst[0]?.id ?? '')?.why).toEqual([{ code: 'burst', links: 3, withinSeconds: 3 }]);
  });

  test('is known by its third link also for the first', () => {
    const first = signal(0, { link: 1 });
    const second = signal(1, { link: 2 });
    expect(whoDid([first, second])).toEqual(['person', 'person']);
    expect(whoDid([first, second, signal(2, { link: 3 })])).toEqual(['machine', 'machine', 'machine']);
  });

  test('follows all links of a mail one after the other within a minute', () => {
    const all = [1, 2, 3, 4].map((link) => signal(link * 12, { link, links: 4 }));
    expect(whoDid(all)).toEqual(['machine', 'machine', 'machine', 'machine']);
    expect(codesOf(all)[0]).toEqual(['all-links']);
    const slow = [1, 2, 3, 4].map((link) => signal(link * 61, { link, links: 4 }));
    expect(new Set(whoDid(slow))).toEqual(new Set(['person']));
  });

  test('goes into the trap: all that was followed within a minute of it is its', () => {
    const signals = [signal(-61), signal(-60), signal(0, { link: 0 }), signal(60), signal(61)];
    expect(whoDid(signals)).toEqual(['person', 'machine', 'machine', 'machine', 'person']);
  });

  test('asks only whether there is something behind a link', () => {
    expect(whoDid([signal(0, { isHead: true }), signal(90)])).toEqual(['machine', 'person']);
  });

  test.each(['program', 'apple-privacy', 'picture-proxy'] as const)('of the kind %s follows links', (agent) => {
    expect(whoDid([signal(0, { agent })])).toEqual(['machine']);
  });

  test('opens mails by itself: Apple’s proxy, and programs that look at mails', () => {
    expect(whoDid([open(0, { agent: 'apple-privacy' }), open(0, { agent: 'program' })])).toEqual([
      'machine',
      'machine',
    ]);
  });
});

describe('nobody can tell', () => {
  test.each([
    ['too-soon', signal(-900 + 4)],
    ['too-soon', open(-900 + 4)],
    ['data-centre', signal(0, { isDataCentre: true })],
    ['nameless', signal(0, { agent: 'nameless' })],
  ])('by %s alone', (code, told) => {
    expect([whoDid([told]), codesOf([told])]).toEqual([['unsure'], [[code]]]);
  });

  test('but two of these are a machine', () => {
    expect(whoDid([signal(-900 + 2, { isDataCentre: true })])).toEqual(['machine']);
  });

  test('a clock that is a little behind makes nothing too soon', () => {
    expect(whoDid([signal(-901)])).toEqual(['person']);
  });
});

const anySignal: fc.Arbitrary<JudgedSignal> = fc
  .record({
    ...{ kind: fc.constantFrom('open' as const, 'click' as const), at: fc.integer({ min: -900, max: 200 }) },
    ...{ link: fc.nat(5), isHead: fc.boolean(), agent: fc.constantFrom(...agentKinds), isDataCentre: fc.boolean() },
  })
  .map(({ at, ...fields }) => signal(at, { ...fields, links: 5 }));

test('the order in which signals are told changes nothing', () => {
  const shuffled = fc.array(anySignal, { maxLength: 8 }).chain((signals) =>
    fc.record({
      signals: fc.constant(signals),
      order: fc.shuffledSubarray(signals, { minLength: signals.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ signals, order }) => {
      const [one, other] = [judge(signals, ARRIVED), judge(order, ARRIVED)];
      for (const { id } of signals) expect(other.get(id)).toEqual(one.get(id));
    }),
  );
});

test('what comes later than it is judged says nothing about it', () => {
  fc.assert(
    fc.property(fc.array(anySignal, { minLength: 1, maxLength: 8 }), anySignal, (signals, late) => {
      const [first] = signals;
      if (!first) return;
      const secondsAfter = (late.occurredAt.getTime() - first.occurredAt.getTime()) / 1_000;
      fc.pre(secondsAfter > JUDGED_AFTER_SECONDS);
      expect(judge([...signals, late], ARRIVED).get(first.id)).toEqual(judge(signals, ARRIVED).get(first.id));
    }),
  );
});
