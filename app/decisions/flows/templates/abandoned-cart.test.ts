import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLife, live, type Life, type LifeEvent } from '../../../../tests/factories/cart-life';
import { abandonedCart } from './abandoned-cart';

const HOUR = 60;
const life = (events: [number, LifeEvent['what']][] = [], outages: Life['outages'] = []): Life => ({
  events: events.map(([minute, what]) => ({ minute, what })),
  outages,
});
/** What was decided in a life: each mail with its due time in hours, then the end. */
function story(lived: Life): string[] {
  const { sends, end } = live(abandonedCart, lived);
  const ending = end?.kind === 'exited' ? `exited: ${end.exit}` : (end?.kind ?? 'goes on for ever');
  return [...sends.map(({ step, dueAt }) => `${step} at ${dueAt / HOUR} h`), ending];
}

describe('a cart that is left', () => {
  test('is reminded of after four hours and once more a day after it was left, and then never again', () => {
    expect(story(life())).toEqual(['first-mail at 4 h', 'second-mail at 24 h', 'finished']);
  });

  test('and filled further waits for four hours of silence', () => {
    const events: [number, LifeEvent['what']][] = [
      [3 * HOUR, 'cart-changed'],
      [6 * HOUR, 'cart-changed'],
    ];
    expect(story(life(events))).toEqual(['first-mail at 10 h', 'second-mail at 30 h', 'finished']);
  });

  test('is not reminded of a second time while its owner is busy with it', () => {
    const events: [number, LifeEvent['what']][] = [[23 * HOUR + 30, 'cart-changed']];
    expect(story(life(events))).toEqual(['first-mail at 4 h', 'second-mail at 27.5 h', 'finished']);
  });

  test.each([
    ['ordered before the first mail', [[HOUR, 'ordered']], ['exited: ordered']],
    ['emptied before the first mail', [[HOUR, 'cart-emptied']], ['exited: cart-emptied']],
    ['whose owner opts out before the first mail', [[HOUR, 'consent-withdrawn']], ['exited: consent-lost']],
    ['ordered after the first mail', [[5 * HOUR, 'ordered']], ['first-mail at 4 h', 'exited: ordered']],
    ['emptied after the first mail', [[5 * HOUR, 'cart-emptied']], ['first-mail at 4 h', 'exited: cart-emptied']],
    ['whose owner opts out after it', [[5 * HOUR, 'consent-withdrawn']], ['first-mail at 4 h', 'exited: consent-lost']],
    ['ordered in the very minute the mail is due', [[4 * HOUR, 'ordered']], ['exited: ordered']],
    [
      'ordered in the very minute the second mail is due',
      [[24 * HOUR, 'ordered']],
      ['first-mail at 4 h', 'exited: ordered'],
    ],
  ] as [string, [number, LifeEvent['what']][], string[]][])('%s', (_how, events, expected) => {
    expect(story(life(events))).toEqual(expected);
  });
});

describe('after an outage', () => {
  test('a mail is due when it would have been, so that a late one can be known as late', () => {
    const { sends } = live(abandonedCart, life([], [{ from: 3 * HOUR, until: 9 * HOUR }]));
    expect(sends[0]).toMatchObject({ step: 'first-mail', dueAt: 4 * HOUR, expiresAt: 22 * HOUR, saidAt: 9 * HOUR });
    expect(sends[1]).toMatchObject({ step: 'second-mail', dueAt: 24 * HOUR, saidAt: 24 * HOUR });
  });

  test('that swallowed both times both are due at their own, the first long past its worth', () => {
    const { sends } = live(abandonedCart, life([], [{ from: 1, until: 30 * HOUR }]));
    expect(sends.map(({ dueAt, expiresAt, saidAt }) => ({ dueAt, isWorthless: expiresAt < saidAt }))).toEqual([
      { dueAt: 4 * HOUR, isWorthless: true },
      { dueAt: 24 * HOUR, isWorthless: false },
    ]);
  });

  test('in which the cart changed, silence is counted from that change', () => {
    const lived = life([[8 * HOUR, 'cart-changed']], [{ from: 3 * HOUR, until: 9 * HOUR }]);
    expect(story(lived)[0]).toBe('first-mail at 12 h');
  });

  test('in which the order came, nothing is sent', () => {
    expect(story(life([[5 * HOUR, 'ordered']], [{ from: 1, until: 40 * HOUR }]))).toEqual(['exited: ordered']);
  });
});

describe('whatever happens to a cart, and whoever is there to see it,', () => {
  const lives = (check: (lived: Life) => void) =>
    fc.assert(
      fc.property(anyLife, (lived) => {
        check(lived);
      }),
      { numRuns: 300 },
    );

  test('no mail is due or decided earlier than four hours after the last change', () => {
    lives((lived) => {
      for (const { step, dueAt, saidAt, lastChangeAt } of live(abandonedCart, lived).sends) {
        expect(dueAt - lastChangeAt, `${step} is due too early`).toBeGreaterThanOrEqual(4 * HOUR);
        expect(saidAt, `${step} is decided before it is due`).toBeGreaterThanOrEqual(dueAt);
      }
    });
  });

  test('no mail is decided on while there is nothing to remind of or nobody to be reminded', () => {
    lives((lived) => {
      expect(live(abandonedCart, lived).sends.filter(({ isOver }) => isOver)).toEqual([]);
    });
  });

  test('there is at most one first and one second mail, in this order', () => {
    lives((lived) => {
      const steps = live(abandonedCart, lived).sends.map(({ step }) => step);
      expect([[], ['first-mail'], ['first-mail', 'second-mail']]).toContainEqual(steps);
    });
  });

  test('the second mail is due at least twenty hours after the first', () => {
    lives((lived) => {
      const [first, second] = live(abandonedCart, lived).sends;
      if (first && second) expect(second.dueAt - first.dueAt).toBeGreaterThanOrEqual(20 * HOUR);
    });
  });

  test('the run ends, at the latest when all is quiet and everybody is back', () => {
    lives((lived) => {
      const { end, endedAt } = live(abandonedCart, lived);
      const last = Math.max(0, ...lived.events.map(({ minute }) => minute), ...lived.outages.map(({ until }) => until));
      expect(end).not.toBeNull();
      expect(endedAt).toBeLessThanOrEqual(last + 24 * HOUR);
    });
  });
});
