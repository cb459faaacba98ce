import { describe, expect, it } from 'vitest';
import { mustConfirm } from './double-opt-in';

describe('whether somebody is asked to confirm', () => {
  it.each([
    ['off', 'DE', false],
    ['off', null, false],
    ['everywhere', 'US', true],
    ['everywhere', null, true],
    ['countries', 'DE', true],
    ['countries', 'de', true],
    ['countries', 'US', false],
    ['countries', null, true],
  ] as const)('with %s, from %s: %s', (mode, country, expected) => {
    expect(mustConfirm({ mode, countries: ['DE', 'AT'] }, country)).toBe(expected);
  });
});
