import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, isEmail, parseAddressList } from './addresses';

describe('address lists', () => {
  test.each<[string, [string, string][]]>([
    ['', []],
    ['ana@example.com', [['ana@example.com', '']]],
    [
      ' ana@example.com , bo@example.com ',
      [
        ['ana@example.com', ''],
        ['bo@example.com', ''],
      ],
    ],
    ['Ana Muster <ana@example.com>', [['ana@example.com', 'Ana Muster']]],
    [
      '"Muster, Ana" <ana@example.com>,bo@example.com',
      [
        ['ana@example.com', 'Muster, Ana'],
        ['bo@example.com', ''],
      ],
    ],
    [String.raw`"Ana \"A\" <x>" <ana@example.com>`, [['ana@example.com', 'Ana "A" <x>']]],
    ['Zoë Ünal <zoe@example.com>', [['zoe@example.com', 'Zoë Ünal']]],
    ['<ana@example.com>', [['ana@example.com', '']]],
  ])('%j', (text, expected) => {
    expect(parseAddressList(text)?.map(({ email, name }) => [email, name])).toEqual(expected);
  });

  test.each([
    'ana',
    'ana@',
    '@example.com',
    'ana@example',
    'ana@exa mple.com',
    'ana@-example.com',
    'ana@example.com,',
    'Ana <ana@example.com',
    'ana@example.com; bo@example.com',
    '.ana@example.com',
    'a..b@example.com',
    'ana@127.0.0.1',
    'Ana\n<ana@example.com>',
    'zoë@example.com',
  ])('%j is none', (text) => {
    expect(parseAddressList(text)).toBeNull();
  });

  test('what is written can be read again', () => {
    const name = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\0]/g, ' ').trim());
    const email = fc.emailAddress().filter(isEmail);
    fc.assert(
      fc.property(fc.array(fc.record({ email, name }), { minLength: 1, maxLength: 5 }), (addresses) => {
        expect(parseAddressList(addresses.map(formatAddress).join(', '))).toEqual(addresses);
      }),
      { seed: 1 },
    );
  });
});
