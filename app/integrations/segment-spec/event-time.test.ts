import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, TEST_START as NOW } from '../../../tests/factories/times';
import { minutes } from '~/platform/clock/clock';
import { eventTime, HISTORY_YEARS, RECENT_DAYS } from './event-time';

const DAY_MS = minutes(1_440);
const at = (timestamp: Date | null, sentAt: Date | null = null, isHistorian = false) =>
  eventTime({ timestamp, sentAt }, NOW, isHistorian);

describe('when something happened', () => {
  it('is when it came, where the teller does not say', () => {
    expect(at(null)).toEqual({ kind: 'at', at: NOW });
    expect(at(null, after(-DAY_MS))).toEqual({ kind: 'at', at: NOW });
  });

  it('is what the teller says, where it does not say when it sent that', () => {
    expect(at(after(-5_000))).toEqual({ kind: 'at', at: after(-5_000) });
  });

  it('is counted back from our clock, where the teller says when it sent that: a wrong clock does no harm', () => {
    const [timestamp, sentAt] = [new Date('1999-12-31T23:59:00Z'), new Date('2000-01-01T00:00:00Z')];
    expect(at(timestamp, sentAt)).toEqual({ kind: 'at', at: after(-60_000) });
  });

  it('is not ahead of us: a little ahead is now, far ahead is refused', () => {
    expect(at(after(DAY_MS))).toEqual({ kind: 'at', at: NOW });
    expect(at(after(DAY_MS + 1))).toEqual({ kind: 'refused', problem: 'lies more than a day ahead' });
    expect(at(after(60_000), NOW)).toEqual({ kind: 'at', at: NOW });
  });

  it('lies at most 14 days back, but for a key that tells of the past', () => {
    const [last, tooOld] = [after(-RECENT_DAYS * DAY_MS), after(-RECENT_DAYS * DAY_MS - 1)];
    expect(at(last)).toEqual({ kind: 'at', at: last });
    expect(at(tooOld)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('history:write') as string });
    expect(at(tooOld, null, true)).toEqual({ kind: 'at', at: tooOld });
  });

  it('lies at most ten years back for anybody', () => {
    const problem = `lies more than ${HISTORY_YEARS} years back`;
    expect(at(new Date('2016-03-09T00:00:00Z'), null, true)).toEqual({ kind: 'refused', problem });
    expect(at(new Date('2016-03-11T00:00:00Z'), null, true)).toMatchObject({ kind: 'at' });
  });

  it('is never ahead, never older than may be told, whatever three clocks say', () => {
    const instant = fc.date({ noInvalidDate: true });
    fc.assert(
      fc.property(fc.option(instant), fc.option(instant), fc.boolean(), (timestamp, sentAt, isHistorian) => {
        const time = at(timestamp, sentAt, isHistorian);
        if (time.kind === 'refused') return;
        expect(time.at.getTime()).toBeLessThanOrEqual(NOW.getTime());
        const oldest = isHistorian ? HISTORY_YEARS * 366 : RECENT_DAYS;
        expect(time.at.getTime()).toBeGreaterThanOrEqual(NOW.getTime() - oldest * DAY_MS);
      }),
    );
  });
});
