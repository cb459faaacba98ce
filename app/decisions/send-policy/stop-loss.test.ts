import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stopLoss, STOP_WINDOW, type Outcomes } from './stop-loss';

const of = (changes: Partial<Outcomes>) => stopLoss({ sent: STOP_WINDOW, bounced: 0, complained: 0, ...changes });

describe('a shop’s marketing mail', () => {
  test.each<[Partial<Outcomes>, ReturnType<typeof stopLoss>]>([
    [{}, null],
    [{ sent: 0 }, null],
    [{ bounced: 40 }, null],
    [{ bounced: 41 }, 'bounces'],
    [{ sent: 100, bounced: 4 }, null],
    [{ sent: 100, bounced: 5 }, 'bounces'],
    [{ sent: 125, bounced: 5 }, null],
    [{ sent: 124, bounced: 5 }, 'bounces'],
    [{ sent: 4, bounced: 4 }, null],
    [{ sent: 5, bounced: 5 }, 'bounces'],
    [{ complained: 4 }, null],
    [{ complained: 5 }, 'complaints'],
    [{ sent: 10, complained: 5 }, 'complaints'],
    [{ sent: 6_250, complained: 5 }, null],
    [{ sent: 6_249, complained: 5 }, 'complaints'],
    [{ bounced: 41, complained: 5 }, 'complaints'],
  ])('with %j: %s', (outcomes, reason) => {
    expect(of(outcomes)).toBe(reason);
  });

  test('that stops would stop with more of the same as well, and that goes on with less', () => {
    const count = fc.nat({ max: 1_000 });
    fc.assert(
      fc.property(count, count, count, count, (sent, bounced, complained, more) => {
        const reason = stopLoss({ sent, bounced, complained });
        const worse = stopLoss({ sent, bounced: bounced + more, complained });
        expect(reason === null || worse !== null).toBe(true);
        const wider = stopLoss({ sent: sent + more, bounced, complained });
        expect(reason !== null || wider === null).toBe(true);
      }),
    );
  });
});
