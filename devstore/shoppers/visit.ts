import type { Browser } from './browser/browser';

/** Why a shopper could not do something, in the words the page showed. */
export class ShopperStopped extends Error {
  override name = 'ShopperStopped';
}

/** What all of a shopper's actions need: the browser, and eyes for what its page shows. */
export interface Visit {
  browser: Browser;
  /** Opens a page of the shop; stops the shopper when it is not there. */
  open(path: string): Promise<void>;
  openCart(): Promise<void>;
  /** An element of the open page; stops the shopper, saying `what` is missing, when there is none. */
  find<E extends Element>(selector: string, what: string): E;
  /** Stops the shopper with the error that the page shows, if it shows one. */
  stopIfRefused(what: string): void;
}

export function createVisit(browser: Browser, storefrontUrl: string): Visit {
  async function open(path: string): Promise<void> {
    const page = await browser.go(new URL(path, storefrontUrl).href);
    if (page.status >= 400)
      throw new ShopperStopped(`${page.url} answered ${page.status}: ${page.window.document.title}`);
  }
  return {
    browser,
    open,
    async openCart() {
      if (!browser.hasPage() || new URL(browser.page.url).pathname !== '/cart') await open('/cart');
    },
    find<E extends Element>(selector: string, what: string): E {
      const element = browser.page.window.document.querySelector<E>(selector);
      if (!element) throw new ShopperStopped(`there is no ${what} on ${browser.page.url}`);
      return element;
    },
    stopIfRefused(what) {
      const shown = browser.page.window.document.querySelector('[data-kind="error"]')?.textContent?.trim();
      if (shown) throw new ShopperStopped(`${what}: ${shown}`);
    },
  };
}

/** Fills in a field as typing does. A field that the page does not have is left out. */
export function setField(field: HTMLInputElement | HTMLSelectElement | null, value: string): void {
  const view = field?.ownerDocument.defaultView;
  if (!field || !view) return;
  field.value = value;
  field.dispatchEvent(new view.Event('change', { bubbles: true }));
}
