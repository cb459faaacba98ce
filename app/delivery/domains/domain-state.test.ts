import { describe, expect, test } from 'vitest';
import { TEST_START, after } from '../../../tests/factories/times';
import { judgeDomain, type Judged, type KnownDomain } from './domain-state';

const HOUR_MS = 3_600_000;
const NEW: KnownDomain = { state: 'pending', createdAt: TEST_START, verifiedAt: null, missedAt: null };
const BOTH = { isDkimVerified: true, isReturnPathVerified: true };
const NO_DKIM = { ...BOTH, isDkimVerified: false };
const NO_PATH = { ...BOTH, isReturnPathVerified: false };
const known = (judged: Judged): KnownDomain => ({ ...judged, createdAt: TEST_START });

const hoursUntil = ({ checkAt }: Judged, now: Date): number => (checkAt.getTime() - now.getTime()) / HOUR_MS;

describe('a domain', () => {
  test.each([NO_DKIM, NO_PATH, { isDkimVerified: false, isReturnPathVerified: false }])(
    'is pending until both records are found: %o',
    (verdict) => {
      expect(judgeDomain(NEW, verdict, TEST_START)).toMatchObject({ state: 'pending', ...verdict, verifiedAt: null });
    },
  );

  test('is verified when both are, and looked at a day later', () => {
    const judged = judgeDomain(NEW, BOTH, TEST_START);
    expect(judged).toMatchObject({ state: 'verified', verifiedAt: TEST_START });
    expect(hoursUntil(judged, TEST_START)).toBe(24);
    const again = judgeDomain(known(judged), BOTH, after(24 * HOUR_MS));
    expect(again.verifiedAt, 'since the first time').toEqual(TEST_START);
  });

  test.each([NO_DKIM, NO_PATH])('fails only when it is not found for the second time in a row: %o', (verdict) => {
    const first = judgeDomain(known(judgeDomain(NEW, BOTH, TEST_START)), verdict, after(24 * HOUR_MS));
    expect(first).toMatchObject({ state: 'verified', ...BOTH, missedAt: after(24 * HOUR_MS) });
    expect(hoursUntil(first, after(24 * HOUR_MS))).toBe(1);
    const second = judgeDomain(known(first), verdict, after(25 * HOUR_MS));
    expect(second).toMatchObject({ state: 'failing', ...verdict, missedAt: after(24 * HOUR_MS) });
  });

  test('that was missed once and is found again was never failing', () => {
    const first = judgeDomain(known(judgeDomain(NEW, BOTH, TEST_START)), NO_DKIM, after(24 * HOUR_MS));
    expect(judgeDomain(known(first), BOTH, after(25 * HOUR_MS))).toMatchObject({ state: 'verified', missedAt: null });
  });

  test('that fails is verified anew when all is there again', () => {
    const failing: KnownDomain = { ...NEW, state: 'failing', verifiedAt: TEST_START, missedAt: after(1) };
    const now = after(100 * HOUR_MS);
    expect(judgeDomain(failing, BOTH, now)).toMatchObject({ state: 'verified', verifiedAt: now, missedAt: null });
    expect(judgeDomain(failing, NO_PATH, now)).toMatchObject({ state: 'failing', missedAt: after(1) });
  });

  test.each([
    [0, 1 / 6],
    [23, 1 / 6],
    [24, 1],
    [13 * 24 + 23, 1],
    [14 * 24, 24],
  ])('that waits for its records since %i hours is looked at %f hours later', (age, pause) => {
    const now = after(age * HOUR_MS);
    expect(hoursUntil(judgeDomain(NEW, NO_DKIM, now), now)).toBeCloseTo(pause, 6);
  });
});
