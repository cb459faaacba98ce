import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceOf, evidenceOf, networkOf } from './evidence';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    [' 203.0.113.77 ', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:85a3::8a2e:370:7334', '2001:db8:85a3::/48'],
    ['2001:0db8:85a3:1:2:3:4:5', '2001:db8:85a3::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([null, '', 'unknown', '1.2.3', '1.2.3.4.5', '999.1.1.1', 'a@b.example', ':::', '203.0.113.77, 10.0.0.1'])(
    'is none for %s',
    (address) => {
      expect(networkOf(address)).toBeNull();
    },
  );

  it('does not tell neighbours apart: the last eight bits are gone', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, last) => {
        const neighbour = address.replace(/\d+$/, String(last));
        expect(networkOf(neighbour)).toBe(networkOf(address));
      }),
    );
  });

  it('holds no more of any IPv6 address than three groups', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(networkOf(address)).toMatch(/^([0-9a-f]{1,4}:){3}:\/48$|^\d+\.\d+\.\d+\.0\/24$/);
      }),
    );
  });
});

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'tablet'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'computer'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'robot'],
    ['curl/8.5.0', 'program'],
  ])('%s is a %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });

  it('is not known of who does not say', () => {
    expect(deviceOf(null)).toBeNull();
  });
});

describe('evidence', () => {
  it('names the page without what may name the person', () => {
    const page = 'https://shop.example/pages/news?email=ana@example.com#ana';
    expect(evidenceOf({ address: '203.0.113.77', userAgent: 'curl/8', page })).toEqual({
      network: '203.0.113.0/24',
      device: 'program',
      page: 'shop.example/pages/news',
    });
  });

  it('says nothing of what is not known', () => {
    expect(evidenceOf({ address: null, userAgent: null, page: 'not a page' })).toEqual({
      ...{ network: null, device: null, page: null },
    });
  });
});
