import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBirthday } from './birthday';

const read = (raw: string) => {
  const found = readBirthday(raw, 2026);
  return found.kind === 'day' ? found.day : found.kind === 'ambiguous' ? found.readings : null;
};

describe('a birthday', () => {
  it.each([
    ['1990-12-31', '1990-12-31'],
    ['1990-12-31T00:00:00.000Z', '1990-12-31'],
    ['19901231', '1990-12-31'],
    ['1990/12/31', '1990-12-31'],
    ['31.12.1990', '1990-12-31'],
    ['1. 2. 1990', '1990-02-01'],
    ['31.12.', '12-31'],
    ['12-31', '12-31'],
    ['--02-29', '02-29'],
    ['12/31/1990', '1990-12-31'],
    ['31/12/1990', '1990-12-31'],
    ['5/5/1990', '1990-05-05'],
    ['29.02.1992', '1992-02-29'],
  ])('%j is %s', (raw, day) => expect(read(raw)).toBe(day));

  it.each(['3/4/1990', '03-04-1990'])('%j may be two days, and nobody guesses', (raw) =>
    expect(read(raw)).toEqual(['1990-04-03', '1990-03-04']),
  );

  it.each(['30.02.1990', '29.02.1991', '1990-13-01', '1889-12-31', '2027-01-01', '31.12.90', 'soon', '', '00-00'])(
    '%j is none',
    (raw) => expect(read(raw)).toBeNull(),
  );

  it('is the same day in each form that cannot be mistaken', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year, month, of] = day.split('-');
        for (const raw of [day, `${of}.${month}.${year}`, `${year}${month}${of}`]) expect(read(raw)).toBe(day);
        const slashed = read(`${of}/${month}/${year}`);
        expect([slashed].flat()).toContain(day);
      }),
    );
  });
});
