import { BlockList, isIP } from 'node:net';

/** Where nobody outside can be: IANA's registries of special-purpose addresses, and what is multicast or reserved. */
const closed = new BlockList();
const V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
for (const range of V4) {
  const [network = '', prefix] = range.split('/');
  closed.addSubnet(network, Number(prefix), 'ipv4');
}

/** All of IPv6 that is given out lies here; within it, what leads back to IPv4, documentation, and tests. */
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ...[
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['2620:4f:8000::', 48],
  ],
] as [string, number][])
  closed.addSubnet(network, prefix, 'ipv6');

/** Whether an address is one on the public internet: nothing of this machine, of its network, of a cloud's insides. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  if (family === 6) return given.check(address, 'ipv6') && !closed.check(address, 'ipv6');
  return false;
}
