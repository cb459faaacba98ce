import { expect, test } from 'vitest';
import { addressOf, partAddress, readPlace } from './place';

test('a place is what its address says, and the address what is not usual', () => {
  const place = readPlace(
    { q: 'tea & cup', who: 'a+b@example.org', view: 'dark', list: 'people', count: '200' },
    'm/1',
  );
  expect(place).toMatchObject({ q: 'tea & cup', who: 'a+b@example.org', view: 'dark', list: 'people', count: 200 });
  const address = new URL(addressOf(place), 'http://site.example');
  expect(address.pathname).toBe('/inbox/mails/m%2F1');
  expect(readPlace(Object.fromEntries(address.searchParams), 'm/1')).toEqual(place);
  expect(addressOf(readPlace({}, null))).toBe('/inbox/');
  expect(addressOf(place, { messageId: null, q: '', who: '', view: null, list: 'mails', count: 100 })).toBe('/inbox/');
  expect(partAddress({ ...place, to: 'a+b@example.org' }, 'letter')).toBe(
    '/inbox/mails/m%2F1/letter?to=a%2Bb%40example.org&view=dark',
  );
});

test('what an address cannot mean is the usual', () => {
  const odd = { q: ['a', 'b'], view: 'upside-down', list: {}, count: '-3', to: 'x'.repeat(500) };
  expect(readPlace(odd, null)).toEqual(readPlace({}, null));
});

test('what was done is said once: addresses that pages make leave it out', () => {
  expect(addressOf(readPlace({ done: 'Opened.' }, 'm-1'))).toBe('/inbox/mails/m-1');
});
