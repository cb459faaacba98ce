import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFixture, type FixtureWorld } from './open-fixture';

let fixture: FixtureWorld;
beforeAll(async () => void (fixture = await openFixture()));
afterEach(() => fixture.browser.closePages());
afterAll(() => fixture.close());
beforeEach(() => void (fixture.fixture.authorizations.length = 0));

interface PickedProduct {
  id: string;
  variants: { id: string }[];
}

describe('requests to the app’s own server', () => {
  it('carry a session token of the shop, each its own', async () => {
    const { frame } = await fixture.open();
    expect(await frame.evaluate('fetch("/echo").then((answer) => answer.json())')).toEqual({
      requestedWith: 'XMLHttpRequest',
    });
    await frame.evaluate('fetch("/echo")');
    const [first = '', second = ''] = fixture.fixture.authorizations;
    const { domain } = fixture.world.shopify.store.data.shop;
    const claims = JSON.parse(Buffer.from(first.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({
      dest: `https://${domain}`,
      iss: `https://${domain}/admin`,
      aud: 'fixture-client-id',
    });
    expect(first).toMatch(/^Bearer /);
    expect(second).not.toBe(first);
  });

  it('keep a header of the app’s own', async () => {
    const { frame } = await fixture.open();
    await frame.evaluate('fetch("/echo", { headers: { authorization: "Basic eA==" } })');
    expect(fixture.fixture.authorizations).toEqual(['Basic eA==']);
  });

  it('are sent once more with a new token when the first was refused as invalid', async () => {
    const { frame } = await fixture.open();
    const text = 'fetch("/refused-once", { method: "GET" }).then((answer) => answer.text())';
    expect(await frame.evaluate(text)).toBe('taken');
    expect(new Set(fixture.fixture.authorizations).size).toBe(2);
  });

  it('may send the whole admin elsewhere', async () => {
    const { page, frame } = await fixture.open();
    await frame.evaluate('void fetch("/leave")');
    await page.waitForURL('**/admin/customers');
  });
});

describe('window.shopify', () => {
  it('knows the shop, the person, the scopes and where the app is', async () => {
    const { frame } = await fixture.open();
    const { domain } = fixture.world.shopify.store.data.shop;
    const { apiKey, shop, host } = await frame.evaluate<Record<string, string>>('({ ...shopify.config })');
    expect({ apiKey, shop }).toEqual({ apiKey: 'fixture-client-id', shop: domain });
    expect(Buffer.from(host ?? '', 'base64url').toString()).toMatch(/^admin\.shopify\.com\/store\//);
    expect(await frame.evaluate('shopify.environment.embedded')).toBe(true);
    expect(await frame.evaluate('shopify.user()')).toHaveProperty('accountAccess');
    const scopes = await frame.evaluate<{ required: string[] }>('shopify.scopes.query()');
    expect(scopes.required).toContain('read_products');
  });

  it('tells whether the theme shows the app’s embed', async () => {
    const { frame } = await fixture.open();
    const status = () =>
      frame.evaluate<string>(
        'shopify.app.extensions().then(([theme]) => theme.activations.find(({ handle }) => handle === "tracking").status)',
      );
    expect(await status()).toBe('active');
    fixture.world.setAppEmbed(false);
    expect(await status()).toBe('available');
    fixture.world.setAppEmbed(true);
  });
});

describe('the resource picker', () => {
  it('finds products while one types, and gives those chosen with their chosen variants', async () => {
    const { page, frame } = await fixture.open();
    const [product] = fixture.world.shopify.store.data.products.filter(({ variants }) => variants.length > 2);
    if (!product) throw new Error('the store has no product with three variants');
    const picked = frame.evaluate<PickedProduct[]>('shopify.resourcePicker({ type: "product", multiple: true })');
    await page.getByRole('searchbox', { name: 'Search products' }).last().fill(product.title);
    const row = page.locator('.picker-row', { hasText: product.title });
    await row.first().locator('input').check();
    await page.locator('.picker-variant').first().locator('input').uncheck();
    await page.locator('.picker').getByRole('button', { name: 'Add' }).click();
    const [chosen] = await picked;
    expect(chosen?.id).toBe(product.id);
    expect(chosen?.variants.map(({ id }) => id)).toEqual(product.variants.slice(1).map(({ id }) => id));
  });

  it('begins with what is chosen already, and gives nothing when it is cancelled', async () => {
    const { page, frame } = await fixture.open();
    const [product] = fixture.world.shopify.store.data.products;
    const picked = frame.evaluate(
      (id) =>
        shopify
          .resourcePicker({ type: 'product', action: 'select', selectionIds: [{ id }] })
          .then((chosen) => (chosen ? 'something' : 'nothing')),
      product?.id ?? '',
    );
    await page.locator('.picker-count', { hasText: '1 of 1 selected' }).waitFor();
    await page.locator('.picker').getByRole('button', { name: 'Cancel' }).click();
    expect(await picked).toBe('nothing');
  });
});

describe('what the real App Bridge refuses', () => {
  it.each([
    ['a toast without words', 'shopify.toast.show("")', 'toast.show needs a text'],
    ['a save bar that is not there', 'shopify.saveBar.show("nowhere")', 'there is no <ui-save-bar>'],
    ['a modal that is not there', 'shopify.modal.show("bar")', 'there is no <ui-modal>'],
    ['a resource nobody knows', 'shopify.resourcePicker({ type: "order" })', 'not order'],
    ['ids that are none', 'shopify.resourcePicker({ type: "product", selectionIds: [{ id: "1" }] })', 'are GIDs'],
    ['an address that is no page of the admin', 'open("shopify://moon", "_top")', 'is no page of the admin'],
    ['scopes that are not optional', 'shopify.scopes.request(["write_orders"])', 'not among the optional scopes'],
    ['the Admin API without a server', 'fetch("shopify:admin/api/graphql.json")', 'not switched on'],
    ['what is not imitated', 'shopify.pos.cart', 'is not imitated'],
  ])('%s is refused here, too, and said in the console', async (_name, script, words) => {
    const { frame, problems } = await fixture.open();
    await expect(frame.evaluate(`(async () => ${script})()`)).rejects.toThrow(words);
    expect(problems.join()).toContain(words);
  });

  it.each(['/async', '/second'])('its script anywhere but first and plain (%s) stops', async (path) => {
    const { page, problems } = await fixture.browser.newPage();
    await page.goto(`${fixture.world.urls.site}/admin/apps/kindred${path}`);
    await page.locator('.frame-place[aria-busy="false"]').waitFor();
    expect(problems.join()).toContain('must be the first one of the document');
    expect(await page.frame({ name: 'app-iframe' })?.evaluate('typeof window.shopify')).toBe('undefined');
  });

  it('a link of the navigation that leads out of the app is left out', async () => {
    const { page, frame, problems } = await fixture.open();
    await frame.evaluate(
      'document.querySelector("ui-nav-menu").insertAdjacentHTML("beforeend", "<a href=\'https://x.example\'>X</a>")',
    );
    await frame.evaluate('shopify.toast.show("told after it")');
    await page.locator('.toast').waitFor();
    expect(await page.locator('.app-nav a').allTextContents()).toEqual(['Lists', 'Deep']);
    expect(problems.join()).toContain('must lead to a path of the app');
  });
});
