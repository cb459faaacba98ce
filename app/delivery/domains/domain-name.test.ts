import { describe, expect, test } from 'vitest';
import { readDomainName, registeredDomain } from './domain-name';

const LENT = 'shops.kindred.example';
const read = (raw: string) => readDomainName(raw, LENT);

describe('a domain', () => {
  test.each([
    ['shop.com', 'shop.com'],
    ['  Shop.COM  ', 'shop.com'],
    ['https://www.shop.com/pages/about?x=1', 'shop.com'],
    ['www.shop.co.uk', 'shop.co.uk'],
    ['hello@mail.shop.com', 'mail.shop.com'],
    ['shop.com.', 'shop.com'],
    ['müller.example', 'xn--mller-kva.example'],
    ['shop.uk.com', 'shop.uk.com'],
  ])('%s is read as %s', (raw, name) => {
    expect(read(raw)).toEqual({ kind: 'domain', name });
  });

  test.each(['', 'shop', 'not a domain', '10.0.0.1', 'https://', 'shop..com', '[::1]', 'a'.repeat(250) + '.com'])(
    '“%s” is none',
    (raw) => {
      expect(read(raw)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('is not a domain') });
    },
  );

  test.each(['co.uk', 'com.au', 'github.io', 'kawasaki.jp'])('%s is not one shop’s alone', (raw) => {
    expect(read(raw)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('not yours alone') });
  });

  test.each([
    ['gmail.com', 'mail provider'],
    ['me@gmx.de', 'mail provider'],
    ['oak.myshopify.com', 'Shopify’s'],
    [LENT, 'lends'],
    ['kindred.example', 'lends'],
    [`oak.${LENT}`, 'lends'],
  ])('%s is refused: %s', (raw, problem) => {
    expect(read(raw)).toMatchObject({ kind: 'refused', problem: expect.stringContaining(problem) });
  });
});

test('what was registered is found above what is sent from', () => {
  expect(registeredDomain('mail.shop.co.uk')).toBe('shop.co.uk');
  expect(registeredDomain('shop.com')).toBe('shop.com');
});
