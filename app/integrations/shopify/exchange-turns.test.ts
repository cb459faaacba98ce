import '@shopify/shopify-api/adapters/web-api';
import { Session } from '@shopify/shopify-api';
import { describe, expect, it } from 'vitest';
import { gate } from '../../../tests/factories/gate';
import { createExchangeTurns } from './exchange-turns.server';

const SHOP = 'tiny-shop.myshopify.com';
const HOUR_MS = 3_600_000;

/** Stored sessions, and a library that exchanges where the stored one is no good; no exchange ends before `atOnce` of them have begun. */
function setUp(options: { goodForMs?: number; atOnce?: number } = {}) {
  const stored = new Map<string, Session>();
  const store = (shop: string, goodForMs: number) => {
    const id = `offline_${shop}`;
    const expires = new Date(Date.now() + goodForMs);
    stored.set(id, new Session({ id, shop, state: '', isOnline: false, accessToken: 'shpat_1', expires }));
  };
  if (options.goodForMs !== undefined) store(SHOP, options.goodForMs);
  const exchanged: string[] = [];
  const allBegun = gate();
  const inTurn = createExchangeTurns({ loadSession: async (id) => stored.get(id) });
  const open = (shop: string) =>
    inTurn(shop, async () => {
      if (stored.get(`offline_${shop}`)?.isActive(undefined, 300_000)) return 'found';
      exchanged.push(shop);
      if (exchanged.length >= (options.atOnce ?? 1)) allBegun.open();
      await allBegun.passed;
      store(shop, HOUR_MS);
      return 'exchanged';
    });
  return { open, exchanged };
}

describe('loaders that run at once', () => {
  it('exchange the session token once for all, and the others find it', async () => {
    const { open, exchanged } = setUp();
    const outcomes = await Promise.all([open(SHOP), open(SHOP), open(SHOP), open(SHOP)]);
    expect(outcomes.sort()).toEqual(['exchanged', 'found', 'found', 'found']);
    expect(exchanged).toEqual([SHOP]);
  });

  it('do so again when the token has less than five minutes left', async () => {
    const { open, exchanged } = setUp({ goodForMs: 4 * 60_000 });
    await Promise.all([open(SHOP), open(SHOP)]);
    expect(exchanged).toEqual([SHOP]);
  });

  it('ask for nothing where there is a good token', async () => {
    const { open, exchanged } = setUp({ goodForMs: HOUR_MS });
    expect(await Promise.all([open(SHOP), open(SHOP)])).toEqual(['found', 'found']);
    expect(exchanged).toEqual([]);
  });

  it('of two shops do not wait for each other', async () => {
    const { open } = setUp({ atOnce: 2 });
    expect(await Promise.all([open(SHOP), open('other-shop.myshopify.com')])).toEqual(['exchanged', 'exchanged']);
  });

  it('try for themselves when the first one fails, and the next to come is the first again', async () => {
    const inTurn = createExchangeTurns({ loadSession: async () => undefined });
    let calls = 0;
    const open = () =>
      inTurn(SHOP, async () => {
        calls += 1;
        throw new Error('Shopify is away');
      });
    const outcomes = await Promise.allSettled([open(), open(), open()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(calls).toBe(3);
    await expect(inTurn(SHOP, async () => 'back')).resolves.toBe('back');
  });
});
