import type { SeededRandom } from '../../store-data/seeded-random';
import { createActivity } from './activity';
import { createNetwork } from './network';
import { openPage, type BrowserParts, type Page } from './page';
import { createSeededCrypto } from './seeded-crypto';
import { createSharedStorage } from './shared-storage';
import { createVirtualTime } from './virtual-time';

export interface BrowserOptions {
  random: SeededRandom;
  userAgent: string;
  /** Real milliseconds to wait for answers before giving up. */
  patienceMs: number;
  /** What a path leads to while no page is open. */
  homeUrl?: string;
}

interface Destination {
  method?: 'GET' | 'POST';
  body?: string;
  /** Whether the page now open led here (default), or something outside, such as a link in a letter. */
  isFromOutside?: boolean;
}

export type Browser = ReturnType<typeof createBrowser>;

/** A browser with one tab, its cookies and storage kept from page to page. */
export function createBrowser({ random, userAgent, patienceMs, homeUrl }: BrowserOptions) {
  const activity = createActivity();
  const time = createVirtualTime();
  const problems: string[] = [];
  const parts: BrowserParts = {
    activity,
    time,
    network: createNetwork({ userAgent, activity }),
    localStorage: createSharedStorage(),
    sessionStorage: createSharedStorage(),
    crypto: createSeededCrypto(random),
    report: (problem) => problems.push(problem),
  };
  let page: Page | undefined;

  /** Resolves when every request has been answered and all that followed from the answers is done; throws what went wrong in a page. */
  async function settled(): Promise<void> {
    do {
      time.runDue();
      await new Promise((resolve) => setImmediate(resolve));
      await activity.idle(patienceMs);
      await new Promise((resolve) => setImmediate(resolve));
    } while (time.hasDue() || !activity.isIdle());
    if (problems.length > 0) throw new Error(`a page reported: ${problems.splice(0).join('\n')}`);
  }

  async function go(url: string, { method = 'GET', body, isFromOutside = false }: Destination = {}): Promise<Page> {
    const before = page;
    const target = new URL(url, before?.url ?? homeUrl).href;
    before?.leave();
    page = undefined;
    const referrer = isFromOutside ? '' : referrerFor(before?.url, target);
    const loaded = await parts.network.load(target, {
      method,
      ...(body === undefined ? {} : { body }),
      ...(referrer ? { referrer } : {}),
    });
    page = await openPage(parts, { ...loaded, referrer });
    await settled();
    return page;
  }

  return {
    go,
    settled,
    time,
    localStorage: parts.localStorage,
    /** The page now open; throws when there is none. */
    get page(): Page {
      if (!page) throw new Error('no page is open; visit one first');
      return page;
    },
    hasPage: () => page !== undefined,
    async close(): Promise<void> {
      page?.leave();
      page = undefined;
      await settled();
    },
  };
}

/** `strict-origin-when-cross-origin`, what browsers do by default: other sites learn the origin alone. */
function referrerFor(from: string | undefined, to: string): string {
  if (!from) return '';
  const { origin } = new URL(from);
  return new URL(to).origin === origin ? from.replace(/#.*$/, '') : `${origin}/`;
}
