import type { SessionStorage } from '@shopify/shopify-app-session-storage';

/** The library asks for a new token when the old one has no more than this left. */
const GOOD_FOR_MS = 5 * 60_000;

/** Runs `authenticate` of one shop, after whoever is just fetching that shop's token. */
export type InTurn = <T>(shopDomain: string, authenticate: () => Promise<T>) => Promise<T>;

/**
 * A page's loaders run at once, and where the shop has no usable token each would exchange the session token for one of its own. Here the
 * first does it, and the others wait and find it stored. Should the first fail, each of them tries for itself.
 */
export function createExchangeTurns(sessions: Pick<SessionStorage, 'loadSession'>): InTurn {
  const running = new Map<string, Promise<unknown>>();

  async function isUsable(shopDomain: string): Promise<boolean> {
    const session = await sessions.loadSession(`offline_${shopDomain}`);
    return session?.isActive(undefined, GOOD_FOR_MS) ?? false;
  }

  return async (shopDomain, authenticate) => {
    if (!running.has(shopDomain) && (await isUsable(shopDomain))) return authenticate();
    // Asked again: another may have begun while the session was read.
    const first = running.get(shopDomain);
    if (first) {
      await first;
      return authenticate();
    }
    const mine = authenticate();
    const settled = mine.then(
      () => running.delete(shopDomain),
      () => running.delete(shopDomain),
    );
    running.set(shopDomain, settled);
    return mine;
  };
}
