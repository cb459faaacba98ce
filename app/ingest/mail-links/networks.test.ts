import { describe, expect, test } from 'vitest';
import { loadNetworks, readNetworks } from './networks.server';

const networks = readNetworks('# servers\n203.0.113.0/24 # of a provider\r\n\n2001:db8::/32\n198.51.100.7/32');

describe('networks of machines', () => {
  test.each(['203.0.113.0', '203.0.113.255', '::ffff:203.0.113.9', '2001:db8:ffff::1', '198.51.100.7'])(
    'hold %s',
    (address) => expect(networks.has(address)).toBe(true),
  );

  test.each(['203.0.112.255', '198.51.100.8', '2001:db9::1', 'not an address', ''])('do not hold %j', (address) =>
    expect(networks.has(address)).toBe(false),
  );

  test.each(['203.0.113.0', '203.0.113.0/33', '203.0.113/24', '2001:db8::/129', 'servers', '203.0.113.0/24/1'])(
    'cannot be read from %j, and the line is named',
    (line) =>
      expect(() => readNetworks(`# first\n${line}`)).toThrow(`line 2 of the file of networks is none: "${line}"`),
  );

  test('are none where no file is named', () => expect(loadNetworks(undefined).has('203.0.113.9')).toBe(false));
});
