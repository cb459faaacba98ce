import type { WorldClock } from '../clock';
import { seededRandom } from '../store-data/seeded-random';
import { createBrowser } from './browser/browser';
import { submitForm } from './browser/submit-form';

export interface ShopperOptions {
  /** Such as `http://127.0.0.1:4002`. */
  storefrontUrl: string;
  clock: WorldClock;
  /** The same seed gives the same ids in each run. */
  seed: number;
  device?: keyof typeof USER_AGENTS;
  /** Real milliseconds to wait for the storefront's and the app's answers (default 10,000). */
  patienceMs?: number;
}

export interface Contact {
  email: string;
  acceptsMarketing?: boolean;
  firstName?: string;
  lastName?: string;
}

/** Why a shopper could not do something, in the words the page showed. */
export class ShopperStopped extends Error {
  override name = 'ShopperStopped';
}

const USER_AGENTS = {
  desktop:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  mobile:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  tablet:
    'Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1',
};

export type Shopper = ReturnType<typeof createShopper>;

/**
 * Someone in front of a browser. Pages truly load and run the shop's scripts, the app's embed and its pixel; each action resolves when
 * all that it set off has been answered. Time on a page passes without waiting; what time of day it is, the pages know from the shop.
 */
export function createShopper({ storefrontUrl, clock, seed, device = 'desktop', patienceMs = 10_000 }: ShopperOptions) {
  const browser = createBrowser({ random: seededRandom(seed, 'shopper'), userAgent: USER_AGENTS[device], patienceMs });
  const at = (path: string) => new URL(path, storefrontUrl).href;
  const find = <E extends Element>(selector: string, what: string): E => {
    const element = browser.page.window.document.querySelector<E>(selector);
    if (!element) throw new ShopperStopped(`there is no ${what} on ${browser.page.url}`);
    return element;
  };
  const alertOf = () => browser.page.window.document.querySelector('[data-kind="error"]')?.textContent?.trim() ?? '';

  async function open(path: string): Promise<void> {
    const page = await browser.go(at(path));
    if (page.status >= 400)
      throw new ShopperStopped(`${page.url} answered ${page.status}: ${page.window.document.title}`);
  }

  async function openCart(): Promise<void> {
    if (!browser.hasPage() || new URL(browser.page.url).pathname !== '/cart') await open('/cart');
  }

  /** Looks at the page for a while, then turns to another tab, so that the page reports the time. */
  async function look(seconds: number | undefined): Promise<void> {
    if (!seconds) return;
    browser.page.setVisible(true);
    browser.time.pass(seconds * 1000);
    browser.page.setVisible(false);
    await browser.settled();
  }

  async function decide(button: 'accept' | 'decline'): Promise<void> {
    find<HTMLElement>(`[data-privacy-${button}]`, 'consent banner').click();
    await browser.settled();
  }

  const actions = {
    /** Follows a link from outside the shop, such as one in an email: an address or a path. */
    visit: async (url: string): Promise<void> => void (await browser.go(at(url), { isFromOutside: true })),
    viewHome: () => open('/'),
    async viewProduct(handle: string, { seconds }: { seconds?: number } = {}): Promise<void> {
      await open(`/products/${encodeURIComponent(handle)}`);
      await look(seconds);
    },
    viewCollection: (handle: string) => open(`/collections/${encodeURIComponent(handle)}`),
    search: (query: string) => open(`/search?q=${encodeURIComponent(query)}`),
    acceptTracking: () => decide('accept'),
    declineTracking: () => decide('decline'),
    addToCart,
    changeCart,
    goToCheckout,
    submitContact,
    pay,
    signUp,
    settled: () => browser.settled(),
    close: () => browser.close(),
  };

  /** By the product form of the open page, or by a quick-add button when the page is not the product's. */
  async function addToCart(variantId: string, quantity = 1): Promise<void> {
    const id = numberOf(variantId);
    if (!browser.hasPage()) await open('/');
    const { document } = browser.page.window;
    const form = document.querySelector<HTMLFormElement>('[data-product-form]');
    const field = form?.querySelector<HTMLInputElement | HTMLSelectElement>('[name="id"]');
    const isHere = field && (field.value === id || field.querySelector(`option[value="${id}"]`));
    if (!form || !isHere) return quickAdd(id, quantity);
    setField(field, id);
    setField(form.querySelector<HTMLInputElement>('[name="quantity"]'), String(quantity));
    const button = form.querySelector<HTMLButtonElement>('[data-add]') ?? undefined;
    if (button?.disabled) throw new ShopperStopped(`${variantId} cannot be added: ${button.textContent?.trim()}`);
    await submitForm(browser, form, button);
    if (alertOf()) throw new ShopperStopped(`${variantId} cannot be added: ${alertOf()}`);
  }

  async function quickAdd(id: string, quantity: number): Promise<void> {
    const response = await browser.page.window.fetch('/cart/add.js', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ items: [{ id, quantity }] }),
    });
    const answer = (await response.json()) as { description?: string };
    await browser.settled();
    if (!response.ok) throw new ShopperStopped(`variant ${id} cannot be added: ${answer.description}`);
  }

  /** Sets a line's quantity on the cart page; 0 removes it. */
  async function changeCart(variantId: string, quantity: number): Promise<void> {
    await openCart();
    setField(
      find<HTMLInputElement>(`[data-line-quantity^="${numberOf(variantId)}:"]`, `line of ${variantId} in the cart`),
      String(quantity),
    );
    await browser.settled();
    if (alertOf()) throw new ShopperStopped(`the quantity of ${variantId} cannot be ${quantity}: ${alertOf()}`);
  }

  /** From the cart to the contact step. Resolves with the checkout's token. */
  async function goToCheckout(): Promise<string> {
    await openCart();
    const button = find<HTMLButtonElement>('button[name="checkout"]', 'button to check out (an empty cart has none)');
    await submitForm(browser, button.form as HTMLFormElement, button);
    return checkoutToken();
  }

  async function submitContact({
    email,
    acceptsMarketing = false,
    firstName = '',
    lastName = '',
  }: Contact): Promise<void> {
    const form = find<HTMLFormElement>('form[action$="/contact"].fields', 'contact step');
    setField(form.querySelector<HTMLInputElement>('[name="email"]'), email);
    setField(form.querySelector<HTMLInputElement>('[name="first_name"]'), firstName);
    setField(form.querySelector<HTMLInputElement>('[name="last_name"]'), lastName);
    const box = form.querySelector<HTMLInputElement>('[name="accepts_marketing"]');
    if (box) box.checked = acceptsMarketing;
    await submitForm(browser, form);
    if (alertOf()) throw new ShopperStopped(`the contact was refused: ${alertOf()}`);
  }

  /** Pays and resolves with the order's name, such as `#1001`. */
  async function pay(): Promise<string> {
    await submitForm(browser, find<HTMLFormElement>('form[action$="/pay"]', 'payment step'));
    if (alertOf()) throw new ShopperStopped(`the payment was refused: ${alertOf()}`);
    return /#\S+/.exec(browser.page.window.document.title)?.[0] ?? '';
  }

  /** Gives an address to the newsletter form at the foot of the page. */
  async function signUp(email: string): Promise<void> {
    const form = find<HTMLFormElement>('#newsletter', 'newsletter form');
    setField(form.querySelector<HTMLInputElement>('[type="email"]'), email);
    await submitForm(browser, form);
  }

  function checkoutToken(): string {
    const token = /\/checkouts\/(\w+)/.exec(browser.page.url)?.[1];
    if (!token) throw new ShopperStopped(`checkout did not open: ${alertOf() || browser.page.url}`);
    return token;
  }

  return {
    ...actions,
    /** Business time, as everything in the shopper's pages sees it. */
    now: () => clock.now(),
    /** Where the shopper is. */
    url: () => browser.page.url,
    /** What the page says, for a test's judgement. */
    text: () => browser.page.window.document.body.textContent?.replace(/\s+/g, ' ').trim() ?? '',
    /** The app's id of this browser, once there is one. */
    visitorId: () => browser.localStorage.getItem('kindred_visitor'),
    /** What the browser has stored in all, for tests of what may not be stored. */
    storedKeys: () =>
      Array.from({ length: browser.localStorage.length }, (_, index) => browser.localStorage.key(index) ?? ''),
  };
}

function numberOf(variantId: string): string {
  const number = /(\d+)$/.exec(variantId)?.[1];
  if (!number) throw new Error(`variantId: "${variantId}" is neither a GID nor a number`);
  return number;
}

function setField(field: HTMLInputElement | HTMLSelectElement | null, value: string): void {
  const view = field?.ownerDocument.defaultView;
  if (!field || !view) return;
  field.value = value;
  field.dispatchEvent(new view.Event('change', { bubbles: true }));
}
