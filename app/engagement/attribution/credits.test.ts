import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after } from '../../../tests/factories/times';
import { creditsOf, type KindOfTouch } from './credits';
import { creditWindows, usualWindows } from './windows';

const DAY = 86_400_000;
const ORDERED = after(0);
const touch = (messageId: string, daysBefore: number, kind: KindOfTouch['kind'] = 'click'): KindOfTouch => ({
  ...{ messageId, kind, at: after(-daysBefore * DAY) },
});
const credited = (touches: KindOfTouch[], windows = usualWindows) => {
  const { last, assisted } = creditsOf(touches, ORDERED, windows);
  return [last?.messageId ?? null, assisted.map(({ messageId }) => messageId).sort()];
};

describe('an order', () => {
  test('is credited to the mail clicked last; others that were clicked in time helped', () => {
    expect(credited([touch('a', 4), touch('b', 1), touch('c', 2)])).toEqual(['b', ['a', 'c']]);
  });

  test('is credited once to a mail, however often it was clicked', () => {
    expect(credited([touch('a', 4), touch('a', 3), touch('a', 1)])).toEqual(['a', []]);
  });

  test('knows no opens, unless the shop wants them counted for a day', () => {
    const touches = [touch('a', 0.5, 'open'), touch('b', 3)];
    expect(credited(touches)).toEqual(['b', []]);
    expect(credited(touches, { clickDays: 5, openDays: 1 })).toEqual(['a', ['b']]);
    expect(credited([touch('a', 1.1, 'open')], { clickDays: 5, openDays: 1 })).toEqual([null, []]);
  });

  test('goes as far back as the shop wants', () => {
    const touches = [touch('a', 20), touch('b', 6)];
    expect(credited(touches)).toEqual([null, []]);
    expect(credited(touches, { clickDays: 7, openDays: 0 })).toEqual(['b', []]);
    expect(credited(touches, { clickDays: 30, openDays: 0 })).toEqual(['b', ['a']]);
  });
});

const anyTouch = fc
  .record({ m: fc.constantFrom('a', 'b', 'c'), days: fc.integer({ min: -2, max: 35 }), isOpen: fc.boolean() })
  .map(({ m, days, isOpen }) => touch(m, days, isOpen ? 'open' : 'click'));
const anyWindows = fc.record({ clickDays: fc.integer({ min: 1, max: 30 }), openDays: fc.constantFrom(0, 1) });

test('the order in which touches are told changes nothing, and no mail is credited twice', () => {
  const told = fc
    .array(anyTouch, { maxLength: 10 })
    .chain((touches) => fc.tuple(fc.constant(touches), fc.shuffledSubarray(touches, { minLength: touches.length })));
  fc.assert(
    fc.property(told, anyWindows, ([touches, shuffled], windows) => {
      const [last, assisted] = credited(touches, windows);
      expect(credited(shuffled, windows)).toEqual([last, assisted]);
      expect(new Set([last, ...(assisted ?? [])]).size).toBe(1 + (assisted?.length ?? 0));
    }),
  );
});

test.each([
  [{ clickDays: '5', openDays: '0' }, true],
  [{ clickDays: '30', openDays: '1' }, true],
  [{ clickDays: '0', openDays: '0' }, false],
  [{ clickDays: '31', openDays: '0' }, false],
  [{ clickDays: '5', openDays: '2' }, false],
  [{ clickDays: '2.5', openDays: '0' }, false],
  [{ clickDays: 'x', openDays: '0' }, false],
])('windows of %j: %s', (form, isGood) => expect(creditWindows.safeParse(form).success).toBe(isGood));
