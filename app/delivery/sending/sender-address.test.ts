import { describe, expect, test } from 'vitest';
import { sendingAddress, type AddressedSender, type LentAddresses } from './sender-address';

const SHOP = 'oak-and-elm.myshopify.com';
const LENT: LentAddresses = { sharedDomain: 'shops.kindred.example', operatorFrom: 'notices@kindred.example' };
const made: AddressedSender = {
  ...{ fromName: 'Oak & Elm', fromEmail: 'hello@oak.example', replyTo: null, smtp: null, postmarkServerId: 7 },
  ...{ beforeDomain: 'shared', domain: { name: 'oak.example', isDkimVerified: true } },
};

const addressOf = (changes: Partial<AddressedSender>, lent: Partial<LentAddresses> = {}) =>
  sendingAddress({ ...made, ...changes }, SHOP, { ...LENT, ...lent });

describe('the address a shop writes from', () => {
  test('is its own where its domain is verified, or the server is the merchant’s', () => {
    const own = { way: 'own', email: 'hello@oak.example', replyTo: null };
    expect(addressOf({})).toEqual(own);
    expect(addressOf({ postmarkServerId: null, domain: null })).toEqual(own);
  });

  test.each([
    ['that is not verified', { name: 'oak.example', isDkimVerified: false }],
    ['above the address’s', { name: 'example', isDkimVerified: true }],
    ['below the address’s', { name: 'mail.oak.example', isDkimVerified: true }],
    ['that only ends like it', { name: 'k.example', isDkimVerified: true }],
    ['of somebody else', { name: 'elm.example', isDkimVerified: true }],
  ])('is never at a domain %s', (_which, domain) => {
    expect(addressOf({ domain })).toEqual({
      ...{ way: 'shared', email: 'oak-and-elm@shops.kindred.example' },
      replyTo: 'hello@oak.example',
    });
  });

  test('is a lent one, and answers go where the shop wants them', () => {
    const { replyTo } = addressOf({ domain: null, replyTo: 'team@oak.example' });
    expect(replyTo).toBe('team@oak.example');
  });

  test('is lent for the shop itself alone, as long as it chose nothing else', () => {
    const waiting = { domain: null, beforeDomain: 'only-shop' } as const;
    expect(addressOf(waiting)).toMatchObject({ way: 'only-shop', email: 'oak-and-elm@shops.kindred.example' });
    expect(addressOf(waiting, { sharedDomain: null })).toMatchObject({
      ...{ way: 'only-shop', email: 'notices@kindred.example' },
    });
  });

  test('is none where nothing is lent, whatever was chosen', () => {
    const nothing = { sharedDomain: null, operatorFrom: null };
    expect(addressOf({ domain: null }, nothing).way).toBe('nowhere');
    expect(addressOf({ domain: null, beforeDomain: 'only-shop' }, nothing).way).toBe('nowhere');
    expect(addressOf({ domain: null }, { sharedDomain: null }).way).toBe('only-shop');
  });
});
