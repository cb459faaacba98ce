import type { Visit } from './visit';

/** Looking around, and the answer to the consent banner. */
export function browseActions(visit: Visit) {
  const { browser } = visit;
  return {
    viewHome: () => visit.open('/'),
    /** With `seconds`, looks that long and then turns to another tab, so that the page tells the time. */
    async viewProduct(handle: string, { seconds = 0 }: { seconds?: number } = {}): Promise<void> {
      await visit.open(`/products/${encodeURIComponent(handle)}`);
      if (seconds > 0) await look(visit, seconds);
    },
    viewCollection: (handle: string) => visit.open(`/collections/${encodeURIComponent(handle)}`),
    search: (query: string) => visit.open(`/search?q=${encodeURIComponent(query)}`),
    /** Follows a link from outside the shop, such as one in an email: an address, or a path of the shop. */
    visit: (url: string): Promise<void> => browser.go(url, { isFromOutside: true }).then(() => undefined),
    acceptTracking: () => decide(visit, 'accept'),
    declineTracking: () => decide(visit, 'decline'),
  };
}

async function look({ browser }: Visit, seconds: number): Promise<void> {
  browser.page.setVisible(true);
  browser.time.pass(seconds * 1000);
  browser.page.setVisible(false);
  await browser.settled();
}

async function decide({ browser, find }: Visit, answer: 'accept' | 'decline'): Promise<void> {
  find<HTMLElement>(`[data-privacy-${answer}]`, 'consent banner').click();
  await browser.settled();
}
