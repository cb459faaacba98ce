import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeApiKey, readApiKey } from './api-key';

const SHOP = '019347a0-1234-7abc-8def-0123456789ab';

describe('an API key', () => {
  it('names its shop and is found by its hash', () => {
    const { key, hash } = makeApiKey(SHOP);
    expect(key).toMatch(/^kdr_[\w-]{54}$/);
    expect(hash).toEqual(createHash('sha256').update(key).digest());
    expect(readApiKey(key)).toEqual({ shopId: SHOP, hash });
  });

  it('is another one each time, though of one shop, and shows little of itself later', () => {
    const [one, other] = [makeApiKey(SHOP), makeApiKey(SHOP)];
    expect(one.key).not.toBe(other.key);
    expect(one.prefix).not.toBe(other.prefix);
    expect(one.prefix).toBe(one.key.slice(0, 12));
  });

  it.each([
    '',
    'kdr_',
    'x'.repeat(58),
    `kdr_${'x'.repeat(53)}`,
    `kdr_${'x'.repeat(55)}`,
    `kdr_${'x'.repeat(53)} `,
    `KDR_${'x'.repeat(54)}`,
  ])('is not %j', (text) => expect(readApiKey(text)).toBeNull());
});
