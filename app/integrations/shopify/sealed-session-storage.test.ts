import '@shopify/shopify-api/adapters/web-api';
import { Session } from '@shopify/shopify-api';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import { describe, expect, test } from 'vitest';
import { createVault } from '~/platform/crypto/vault.server';
import { testDatabase } from '../../../tests/setup/database';
import { testApp } from '../../../tests/factories/test-app';
import { sealSessionStorage } from './sealed-session-storage.server';

const app = testApp(await testDatabase());
const plain = new PrismaSessionStorage(app.db.prisma);
const sealed = sealSessionStorage(plain, app.vault);
const SECRETS = { accessToken: 'shpat_secret', refreshToken: 'shprt_secret' };

let made = 0;
const newSession = (changes: Partial<Session> = {}): Session => {
  const shop = `sealed-${(made += 1)}.myshopify.com`;
  const expires = new Date('2026-03-10T13:00:00.000Z');
  return new Session({
    id: `offline_${shop}`,
    shop,
    state: 'x',
    isOnline: false,
    scope: 'a,b',
    expires,
    ...SECRETS,
    ...changes,
  });
};

describe('a session', () => {
  test('comes back as it was stored', async () => {
    const session = newSession();
    expect(await sealed.storeSession(session)).toBe(true);
    expect((await sealed.loadSession(session.id))?.toObject()).toEqual(session.toObject());
  });

  test('that is stored stays as it was in the caller’s hands', async () => {
    const session = newSession();
    await sealed.storeSession(session);
    expect(session).toMatchObject(SECRETS);
  });

  test('lies in the table without its tokens, the refresh token neither', async () => {
    const session = newSession();
    await sealed.storeSession(session);
    const row = await plain.loadSession(session.id);
    expect(row).toMatchObject({ shop: session.shop, scope: 'a,b' });
    for (const token of [row?.accessToken, row?.refreshToken]) {
      expect(token).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect(Object.values(SECRETS)).not.toContain(token);
    }
  });

  test('is found by its shop, opened', async () => {
    const session = newSession();
    await sealed.storeSession(session);
    const found = await sealed.findSessionsByShop(session.shop);
    expect(found.map(({ accessToken }) => accessToken)).toEqual([SECRETS.accessToken]);
  });

  test('that nobody stored is not there', async () => {
    expect(await sealed.loadSession('offline_nobody.myshopify.com')).toBeUndefined();
    expect(await sealed.findSessionsByShop('nobody.myshopify.com')).toEqual([]);
  });

  test('can be deleted, alone and with others', async () => {
    const sessions = [newSession(), newSession(), newSession()];
    for (const session of sessions) await sealed.storeSession(session);
    const [first, ...rest] = sessions.map(({ id }) => id);
    await sealed.deleteSession(first ?? '');
    await sealed.deleteSessions(rest);
    for (const { id } of sessions) expect(await sealed.loadSession(id)).toBeUndefined();
  });
});

describe('a session that cannot be opened is as good as none:', () => {
  test('sealed with another key', async () => {
    const session = newSession();
    await sealSessionStorage(plain, createVault(Buffer.alloc(32, 9))).storeSession(session);
    expect(await sealed.loadSession(session.id)).toBeUndefined();
    expect(await sealed.findSessionsByShop(session.shop)).toEqual([]);
  });

  test('sealed for another shop', async () => {
    const [mine, theirs] = [newSession(), newSession()];
    await sealed.storeSession(mine);
    const row = await plain.loadSession(mine.id);
    await plain.storeSession(new Session({ ...theirs.toObject(), accessToken: row?.accessToken ?? '' }));
    expect(await sealed.loadSession(theirs.id)).toBeUndefined();
  });

  test('never sealed at all', async () => {
    const session = newSession();
    await plain.storeSession(session);
    expect(await sealed.loadSession(session.id)).toBeUndefined();
  });
});
