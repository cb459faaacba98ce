import { describe, expect, it } from 'vitest';
import { residentMb } from './machine';

describe('resident memory', () => {
  it('of this process is what Node itself says', () => {
    const ownMb = process.memoryUsage.rss() / 2 ** 20;
    expect(residentMb(process.pid)).toBeGreaterThan(ownMb * 0.8);
    expect(residentMb(process.pid)).toBeLessThan(ownMb * 1.2);
  });

  it('of a process that does not exist is an error, not a zero', () => {
    expect(() => residentMb(2 ** 30)).toThrow();
  });
});
