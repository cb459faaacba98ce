import { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Vault } from '~/platform/crypto/vault.server';

/**
 * Session storage that keeps tokens sealed: who reads the table cannot use them. One that was sealed with another key is as good as none: the
 * shop gets a new one when someone there opens the app.
 */
export function sealSessionStorage(storage: SessionStorage, vault: Vault): SessionStorage {
  const seal = (text: string | undefined, shop: string) =>
    text === undefined ? undefined : vault.seal(text, shop).toString('base64');
  const open = (text: string | undefined, shop: string) =>
    text === undefined ? undefined : vault.open(Buffer.from(text, 'base64'), shop);

  function change(session: Session, turn: typeof seal): Session {
    const copy = new Session(session.toObject());
    copy.accessToken = turn(session.accessToken, session.shop);
    copy.refreshToken = turn(session.refreshToken, session.shop);
    return copy;
  }

  function openOrForget(session: Session): Session | undefined {
    try {
      return change(session, open);
    } catch {
      return undefined;
    }
  }

  return {
    storeSession: (session) => storage.storeSession(change(session, seal)),
    async loadSession(id) {
      const session = await storage.loadSession(id);
      return session && openOrForget(session);
    },
    deleteSession: (id) => storage.deleteSession(id),
    deleteSessions: (ids) => storage.deleteSessions(ids),
    async findSessionsByShop(shop) {
      const sessions = await storage.findSessionsByShop(shop);
      return sessions.flatMap((session) => openOrForget(session) ?? []);
    },
  };
}
