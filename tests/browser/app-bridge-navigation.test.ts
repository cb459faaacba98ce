import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appFrame } from './open-admin';
import { openFixture, type FixtureWorld } from './open-fixture';

let fixture: FixtureWorld;
beforeAll(async () => void (fixture = await openFixture()));
afterEach(() => fixture.browser.closePages());
afterAll(() => fixture.close());

const IN_APP = '/admin/apps/kindred';

describe('the app’s entries in the admin’s navigation', () => {
  it('are those of its menu but the home one, and the longest that fits is the current one', async () => {
    const { page } = await fixture.open('/lists/deep/1');
    const entries = page.locator('.app-nav a');
    expect(await entries.allTextContents()).toEqual(['Lists', 'Deep']);
    expect(await page.locator('.app-nav a[aria-current="page"]').textContent()).toBe('Deep');
  });

  it('lead there by the app’s own router, without a new document; back and forward too', async () => {
    const { page, frame, path, did } = await fixture.open();
    await frame.evaluate('did.push("same document")');
    await page.locator('.app-nav a', { hasText: 'Lists' }).click();
    await page.waitForURL(`**${IN_APP}/lists`);
    expect(await frame.locator('#path').textContent()).toBe('/lists');
    await page.locator('.app-nav a', { hasText: 'Deep' }).click();
    await page.waitForURL(`**${IN_APP}/lists/deep`);
    await page.goBack();
    await page.waitForURL(`**${IN_APP}/lists`);
    await page.goBack();
    await page.waitForURL(`**${IN_APP}/start`);
    await page.goForward();
    await page.waitForURL(`**${IN_APP}/lists`);
    expect(path()).toBe(`${IN_APP}/lists`);
    expect(await frame.locator('#path').textContent()).toBe('/lists');
    expect(await did()).toEqual(['same document']);
  });

  it('the app’s own entry leads to its home', async () => {
    const { page } = await fixture.open('/lists');
    await page.locator('.app-link').click();
    await page.waitForURL(`**${IN_APP}/start`);
  });

  it('lie in a drawer on narrow screens, which Escape closes', async () => {
    const { page } = await fixture.open('/start', { viewport: { width: 320, height: 640 } });
    const entry = page.locator('.app-nav a', { hasText: 'Lists' });
    expect(await entry.isVisible()).toBe(false);
    await page.locator('.menu-button').click();
    await page.keyboard.press('Escape');
    await entry.waitFor({ state: 'hidden' });
    await page.locator('.menu-button').click();
    await entry.click();
    await page.waitForURL(`**${IN_APP}/lists`);
    await entry.waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});

describe('a page of the app', () => {
  it('is opened by its address, keeps its parameters, and those of Shopify’s are not shown', async () => {
    const { page } = await fixture.open('/lists?tag=a%20b&page=2');
    await page.waitForURL(/lists\?tag=a(%20|\+)b&page=2$/);
    await page.reload();
    const frame = await appFrame(page);
    expect(await frame.evaluate('location.search')).toContain('id_token=');
    expect(new URL(page.url()).search).not.toContain('id_token');
  });

  it('of another origin is not framed', async () => {
    const { page } = await fixture.browser.newPage();
    const response = await page.goto(`${fixture.world.urls.site}/admin/apps/kindred//evil.example/`);
    expect(response?.status()).toBe(404);
  });

  it('leaves to the admin’s own pages, by a link and by opening, in the words of each of its addresses', async () => {
    const { page, frame, path } = await fixture.open();
    await frame.locator('#orders').click();
    await page.waitForURL('**/admin/orders');
    const { domain } = fixture.world.shopify.store.data.shop;
    const name = domain.replace('.myshopify.com', '');
    for (const address of [`https://${domain}/admin/products`, `https://admin.shopify.com/store/${name}/products`]) {
      const again = await fixture.open();
      await again.frame.evaluate((to) => void open(to, '_top'), address);
      await again.page.waitForURL('**/admin/products');
    }
    expect(path()).toBe('/admin/orders');
  });

  it('opened by itself leads into the admin', async () => {
    const { page } = await fixture.browser.newPage();
    await page.goto(`${fixture.fixture.url}/lists?tag=a`);
    await page.waitForURL(`**${IN_APP}/lists?tag=a`);
  });

  it('that only fetches a token goes on to where the person wanted to be', async () => {
    const reload = encodeURIComponent(`${fixture.fixture.url}/lists?tag=a`);
    const { page, frame } = await fixture.open(`/bounce?shopify-reload=${reload}`);
    await page.waitForURL(`**${IN_APP}/lists?tag=a`);
    expect(await frame.evaluate('new URL(location.href).searchParams.get("id_token")')).toMatch(/^ey.+\..+\..+$/);
  });

  it('finds its document as it was sent: nothing is added for a framework to stumble over', async () => {
    const { frame, problems } = await fixture.open();
    expect(await frame.evaluate('[...document.head.children].map((each) => each.tagName)')).toEqual([
      'SCRIPT',
      'TITLE',
    ]);
    expect(await frame.locator('ui-nav-menu').isVisible()).toBe(false);
    expect(problems).toEqual([]);
  });
});

describe('what happens in the world', () => {
  /** A page of the site's around the admin, as the start page is. */
  async function openAround() {
    const { page } = await fixture.browser.newPage();
    await page.route('**/around', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<title>Around</title><iframe src="/admin/apps/kindred/start">',
      }),
    );
    await page.goto(`${fixture.world.urls.site}/around`);
    await page.frameLocator('iframe').frameLocator('iframe').locator('#path').waitFor();
    const frame = page.frame({ name: 'app-iframe' });
    if (!frame) throw new Error('the admin shows no app');
    const say = () =>
      page.evaluate(
        'document.querySelector("iframe").contentWindow.postMessage({ type: "world-changed" }, location.origin)',
      );
    return { page, frame, say };
  }

  it('makes the app’s page look again when the page around says so', async () => {
    const { frame, say } = await openAround();
    await say();
    await frame.waitForFunction('did.includes("looked at")');
  });

  it('but not while something is unsaved', async () => {
    const { page, frame, say } = await openAround();
    await frame.locator('[name="name"]').fill('Grace');
    await page.frameLocator('iframe').locator('.save-bar').waitFor();
    await say();
    // What the admin answers now it says after whatever followed from that.
    await frame.evaluate('shopify.idToken()');
    expect(await frame.evaluate('did')).toEqual([]);
  });

  it('moves the business time in the top bar', async () => {
    const { page } = await fixture.open();
    const before = await page.locator('.clock').textContent();
    await fixture.world.clock.advance(24 * 3_600_000);
    await page
      .locator('.clock')
      .filter({ hasNotText: before?.slice(0, 6) ?? '' })
      .waitFor();
  });
});
