import { expect, it } from 'vitest';
import { maxRetries, retryDelayMs } from './retry-schedule';

it('eight retries, each delay twice the one before, four hours in all', () => {
  const delays = Array.from({ length: maxRetries }, (_, attempt) => retryDelayMs(attempt)!);
  expect(delays).toHaveLength(8);
  expect(Math.abs(delays.reduce((sum, each) => sum + each, 0) - 4 * 3_600_000)).toBeLessThan(10);
  for (let i = 1; i < delays.length; i++) expect(delays[i]! / delays[i - 1]!).toBeCloseTo(2, 3);
  expect(retryDelayMs(maxRetries)).toBeNull();
});
