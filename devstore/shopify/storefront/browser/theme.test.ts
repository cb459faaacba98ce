import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../../../shoppers/browser/browser';
import { submitForm } from '../../../shoppers/browser/submit-form';
import { seededRandom } from '../../../store-data/seeded-random';
import { openShop, type OpenShop } from '../testing/open-shop';

let shop: OpenShop;
let browser: Browser;

beforeEach(async () => {
  shop = await openShop();
  browser = createBrowser({
    random: seededRandom(1, 'theme'),
    userAgent: 'Mozilla/5.0 (Test)',
    patienceMs: 5_000,
    homeUrl: shop.url,
  });
});
afterEach(async () => {
  await browser.close();
  await shop.close();
});

const find = <E extends HTMLElement>(selector: string) => browser.page.window.document.querySelector(selector) as E;
const textOf = (selector: string) => find(selector).textContent?.trim();

async function change(selector: string, value: string): Promise<void> {
  const field = find<HTMLInputElement>(selector);
  field.value = value;
  field.dispatchEvent(new browser.page.window.Event('change', { bubbles: true }));
  await browser.settled();
}

describe('a product’s page', () => {
  test('shows price and availability of the chosen variant', async () => {
    shop.store.setInventory('gid://shopify/ProductVariant/112', 0);
    await browser.go('/products/blue-mug');
    expect([textOf('[data-price]'), textOf('[data-add]')]).toEqual(['€18.00', 'Add to cart']);
    await change('[data-variant-picker]', '112');
    expect([textOf('[data-price]'), textOf('[data-add]')]).toEqual(['€23.00', 'Sold out']);
    expect(find<HTMLButtonElement>('[data-add]').disabled).toBe(true);
    await change('[data-variant-picker]', '111');
    expect(find<HTMLButtonElement>('[data-add]').disabled).toBe(false);
  });

  test('lets the buttons of the options choose, and picture, stock and address follow', async () => {
    await browser.go('/products/blue-mug');
    const large = find<HTMLInputElement>('[data-option][value="Large"]');
    large.checked = true;
    large.dispatchEvent(new browser.page.window.Event('change', { bubbles: true }));
    expect(find<HTMLSelectElement>('[data-variant-picker]').value).toBe('112');
    expect([textOf('[data-price]'), textOf('[data-stock]'), textOf('[data-chosen]')]).toEqual([
      '€23.00',
      'Only 3 left',
      'Large',
    ]);
    expect(find('[data-picture]').getAttribute('src')).toBe('/images/products/blue-mug.svg?variant=112');
    expect(browser.page.window.location.search).toBe('?variant=112');
    await submitForm(browser, find<HTMLFormElement>('[data-product-form]'));
    expect(shop.told.at(-1)).toMatchObject({ cart: { lines: [{ variantId: 'gid://shopify/ProductVariant/112' }] } });
  });

  test('marks options that are sold out, and lets them be looked at', async () => {
    shop.store.setInventory('gid://shopify/ProductVariant/112', 0);
    await browser.go('/products/blue-mug');
    expect(find('[data-option][value="Large"]').hasAttribute('data-sold-out')).toBe(true);
    expect(find('[data-option][value="Small"]').hasAttribute('data-sold-out')).toBe(false);
    await change('[data-variant-picker]', '112');
    expect(find<HTMLInputElement>('[data-option][value="Large"]').checked).toBe(true);
    expect(textOf('[data-stock]')).toBe('Sold out');
  });

  test('changes the quantity by its buttons, never below one', async () => {
    await browser.go('/products/blue-mug');
    const press = (step: string) => find(`.buy [data-step="${step}"]`).click();
    press('up');
    press('up');
    expect(find<HTMLInputElement>('#quantity').value).toBe('3');
    for (let times = 0; times < 5; times++) press('down');
    expect(find<HTMLInputElement>('#quantity').value).toBe('1');
  });

  test('adds without leaving, says so and counts', async () => {
    await browser.go('/products/blue-mug');
    await submitForm(browser, find<HTMLFormElement>('[data-product-form]'));
    expect(browser.page.url).toBe(`${shop.url}/products/blue-mug`);
    expect(textOf('[data-product-form] [data-notice]')).toBe('Added to your cart. View cart');
    expect(textOf('[data-cart-count]')).toBe('1');
  });

  test('says why it cannot add, and offers to when it can again', async () => {
    await browser.go('/products/teapot');
    shop.store.setInventory('gid://shopify/ProductVariant/121', 0);
    await submitForm(browser, find<HTMLFormElement>('[data-product-form]'));
    const notice = find('[data-product-form] [data-notice]');
    expect([notice.dataset.kind, notice.textContent]).toEqual(['error', "The product 'Teapot' is already sold out."]);
    shop.store.setInventory('gid://shopify/ProductVariant/121', 2);
    await submitForm(browser, find<HTMLFormElement>('[data-product-form]'));
    expect(notice.dataset.kind).toBe('success');
  });
});

describe('the cart’s page', () => {
  beforeEach(async () => {
    await browser.go('/products/blue-mug');
    await submitForm(browser, find<HTMLFormElement>('[data-product-form]'));
    await browser.go('/cart');
  });

  test('redraws itself after a change', async () => {
    await change('[data-line-quantity]', '3');
    expect(textOf('[data-cart] .sums dd')).toBe('€54.00');
    expect(textOf('[data-cart-count]')).toBe('3');
  });

  test('changes a line by its buttons, too', async () => {
    find('.cart-lines [data-step="up"]').click();
    await browser.settled();
    expect(find<HTMLInputElement>('[data-line-quantity]').value).toBe('2');
    expect(textOf('[data-cart-count]')).toBe('2');
  });

  test('takes a line out by its button', async () => {
    find('[data-line-remove]').click();
    await browser.settled();
    expect(textOf('[data-cart]')).toContain('Your cart is empty.');
    expect(textOf('[data-cart-count]')).toBe('0');
  });

  test('shows what could not be done', async () => {
    await change('[data-line-quantity]', '99');
    expect(textOf('[data-cart] [data-notice]')).toBe('Only 9 items were added to your cart due to availability.');
    expect(find<HTMLInputElement>('[data-line-quantity]').value).toBe('1');
  });

  test('works by its plain form too', async () => {
    const form = find<HTMLFormElement>('.cart-form');
    find<HTMLInputElement>('[data-line-quantity]').value = '2';
    await submitForm(browser, form, form.querySelector<HTMLButtonElement>('[name="update"]') ?? undefined);
    expect(browser.page.url).toBe(`${shop.url}/cart`);
    expect(textOf('[data-cart] .sums dd')).toBe('€36.00');
  });
});

describe('the consent banner', () => {
  test('shows while undecided, goes with the answer, and comes back when asked for', async () => {
    await browser.go('/');
    expect(find('[data-privacy-banner]').hidden).toBe(false);
    find('[data-privacy-decline]').click();
    expect(find('[data-privacy-banner]').hidden).toBe(true);
    await browser.settled();
    await browser.go('/cart');
    expect(find('[data-privacy-banner]').hidden).toBe(true);
    find('[data-privacy-open]').click();
    expect(find('[data-privacy-banner]').hidden).toBe(false);
  });
});
