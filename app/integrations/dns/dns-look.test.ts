import { afterAll, expect, test } from 'vitest';
import { emptyZone, startNameServer } from '../../../tests/factories/name-server';
import { createDnsLook } from './dns-look.server';

const zone = emptyZone();
const server = await startNameServer(zone);
afterAll(() => server.stop());
const dns = createDnsLook(server.address);

test('a text longer than DNS has it in one piece comes whole', async () => {
  const value = `k=rsa;p=${'x'.repeat(600)}`;
  zone.publish({ type: 'TXT', host: 'key._domainkey.oak.example', value });
  expect(await dns.texts('key._domainkey.oak.example')).toEqual([value]);
});

test('an alias and an address are told', async () => {
  zone.publish({ type: 'CNAME', host: 'pm-bounces.oak.example', value: 'pm.mtasv.net' });
  zone.publish({ type: 'A', host: 'proxied.oak.example', value: '104.16.0.1' });
  expect(await dns.targets('pm-bounces.oak.example')).toEqual(['pm.mtasv.net']);
  expect(await dns.addresses('proxied.oak.example')).toEqual(['104.16.0.1']);
});

test('a name that is not there holds nothing, and a server that fails says nothing', async () => {
  expect(await dns.texts('nothing.oak.example')).toEqual([]);
  expect(await dns.texts('nobody.invalid')).toEqual([]);
  expect(await dns.texts('x.failing.example')).toBe('unknown');
});
