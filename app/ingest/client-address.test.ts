import { describe, expect, it } from 'vitest';
import { addressOf, createAddressKeys, networkOf } from './client-address';

describe('who asks', () => {
  const asked = (forwardedFor: string | undefined, trustedProxies: number) =>
    addressOf({ socketAddress: '198.51.100.7', forwardedFor }, trustedProxies);

  it('is the other end of the connection where no proxy is trusted, whatever the header says', () => {
    expect(asked('203.0.113.9', 0)).toBe('198.51.100.7');
    expect(addressOf({ socketAddress: undefined, forwardedFor: '203.0.113.9' }, 0)).toBeNull();
  });

  it('is whom the outermost trusted proxy heard, never what a stranger wrote in front', () => {
    expect(asked('203.0.113.9', 1)).toBe('203.0.113.9');
    expect(asked('6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9');
    expect(asked('6.6.6.6, 203.0.113.9 , 10.0.0.2', 2)).toBe('203.0.113.9');
  });

  it('is nobody where the trusted part is missing', () => {
    expect([asked(undefined, 1), asked('', 1), asked('203.0.113.9', 2)]).toEqual([null, null, null]);
  });
});

describe('a network', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

it('the key of an address is the same within one run and another in the next', () => {
  const [keys, others] = [createAddressKeys(), createAddressKeys()];
  expect(keys('2001:db8:1:2::3')).toBe(keys('2001:db8:1:2::4'));
  expect(keys('203.0.113.9')).not.toBe(keys('203.0.113.8'));
  expect(keys('203.0.113.9')).not.toBe(others('203.0.113.9'));
  expect(keys('203.0.113.9')).not.toContain('203');
});
