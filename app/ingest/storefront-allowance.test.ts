import { expect, it } from 'vitest';
import { ALWAYS, nextAllowance, OF_A_SUDDEN, type Look } from './storefront-allowance';

const looks = (allowance: number, all: Look[]): number[] =>
  all.map((look) => Math.round((allowance = nextAllowance(allowance, look))));
const times = (count: number, look: Look): Look[] => Array.from({ length: count }, () => look);

it('runs ahead of those who ask while the event loop is in time, and lets some come of a sudden', () => {
  const grown = looks(OF_A_SUDDEN, times(40, { asked: 300, latenessMs: 15 }));
  expect(grown.at(-1)).toBe(600);
  expect(looks(600, times(2, { asked: 1, latenessMs: 0 }))).toEqual([OF_A_SUDDEN, OF_A_SUDDEN]);
});

it('falls from what was let in while the event loop is late, and never so low that few are turned away', () => {
  expect(looks(600, times(5, { asked: 100, latenessMs: 40 }))).toEqual([60, 36, 22, 13, ALWAYS]);
  expect(looks(40, times(3, { asked: 2, latenessMs: 400 }))).toEqual([ALWAYS, ALWAYS, ALWAYS]);
});

it('rises again by and by, until nobody is turned away', () => {
  const risen = looks(ALWAYS, times(50, { asked: 250, latenessMs: 0 }));
  expect(risen.slice(0, 3)).toEqual([11, 12, 13]);
  expect(risen.at(-1)).toBeGreaterThan(250);
});
