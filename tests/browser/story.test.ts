import type { Frame, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { linkedProducts } from '../../devstore/story/judge';
import { seriousFindings } from './check-accessibility';
import { openAdminWorld, type AdminWorld } from './open-admin';

let world: AdminWorld;
let page: Page;
let problems: string[];

beforeAll(async () => {
  world = await openAdminWorld();
  ({ page, problems } = await world.browser.newPage({ viewport: { width: 1800, height: 1000 } }));
  page.setDefaultTimeout(10_000);
  await page.goto(world.world.urls.site);
}, 120_000);
afterAll(() => world.close());

const pane = (name: 'admin' | 'storefront' | 'inbox'): FrameLocator => page.frameLocator(`iframe[name="${name}"]`);
const shop = () => pane('storefront');
/** The app, in the admin's frame, in the start page's. */
const app = () => pane('admin').frameLocator('iframe[name="app-iframe"]');

/** Goes to a page of the app: the admin's navigation is in a drawer where there is little room. */
async function goTo(name: string): Promise<void> {
  await pane('admin').getByRole('button', { name: 'Menu' }).click();
  await pane('admin').getByRole('link', { name, exact: true }).last().click();
}

/** From a product's page through the cart and the contact step of the checkout. */
async function goesToPayment(): Promise<void> {
  await shop().getByRole('button', { name: 'Add to cart' }).click();
  // Who leaves the page before the shop has answered takes nothing along.
  await shop()
    .getByRole('link', { name: /^Cart [1-9]/ })
    .click();
  await shop()
    .getByRole('button', { name: /check ?out/i })
    .click();
  await shop().getByLabel('Email', { exact: true }).fill('stranger@example.com');
  await shop().getByLabel('First name').fill('Robin');
  await shop()
    .getByLabel(/news and offers/)
    .check();
  await shop()
    .getByRole('button', { name: /Continue/ })
    .click();
  await shop().getByRole('heading', { name: 'Payment' }).waitFor();
}

/** What a person presses in the app, whose handlers are there only once the page has come to life. */
async function press(name: string): Promise<void> {
  await app().getByRole('button', { name, exact: true }).click();
}

/** Mails are shown in frames that run nothing, axe included. */
async function runsScripts(frame: Frame): Promise<boolean> {
  if (!frame.parentFrame()) return true;
  const sandbox = await (await frame.frameElement()).getAttribute('sandbox');
  return sandbox === null || sandbox.includes('allow-scripts');
}

describe('a stranger, by hand, on the start page', () => {
  test('opens Kindred and sees what abandoned carts cost before anything is set up', async () => {
    await app().getByRole('heading', { name: 'What abandoned carts cost you' }).waitFor();
    await app().getByText('Nothing is sent before the flow is on').waitFor();
  });

  test('says who the mail is from', async () => {
    await app().getByRole('link', { name: 'Say who' }).click();
    await app().getByLabel('Name', { exact: true }).fill('Linden & Loom');
    await app().getByLabel('Address', { exact: true }).fill(world.world.senderEmail);
    await app().getByLabel('Postal address').fill('1 Loom Street, 10115 Berlin');
    await app().getByLabel('Postmark server token').fill(world.world.postmarkToken);
    await pane('admin').getByRole('button', { name: 'Save' }).click();
    await app().getByText('Not tried yet since the sender was saved.').waitFor();
  });

  test('sends a test to the shop itself, which arrives in the inbox', async () => {
    await app()
      .getByRole('button', { name: /Send a test to/ })
      .click();
    await app()
      .getByText(/Postmark took a test mail/)
      .waitFor();
    await pane('inbox')
      .getByText(/\[Test\]/)
      .first()
      .waitFor();
  });

  test('turns quiet hours off and the flow on', async () => {
    await app().getByLabel('Quiet hours').uncheck();
    await pane('admin').getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => pane('admin').getByRole('button', { name: 'Save' }).isVisible()).toBe(false);
    await goTo('Flows');
    await app().getByRole('link', { name: 'Abandoned cart' }).click();
    await press('Turn on');
    await app().getByRole('button', { name: 'Turn off' }).waitFor();
  });

  test('shops: accepts tracking, fills a cart, gives an address, ticks the box, leaves', async () => {
    await shop().getByRole('button', { name: 'Accept' }).click();
    await shop().getByRole('link', { name: 'See everything' }).click();
    await shop().locator('main a[href^="/products/"]').first().click();
    await goesToPayment();
  });

  test('jumps 4 hours, and the mail is there', async () => {
    await page.getByRole('button', { name: 'Jump 4 hours', exact: true }).click();
    await pane('inbox')
      .getByText(/Robin, your cart at/)
      .first()
      .click();
    const mails = world.world.postmark.inbox.messages({ to: 'stranger@example.com' });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.stream).toBe('broadcast');
  });

  test('finds in the admin to whom it went, and that it was delivered', async () => {
    await goTo('Messages');
    await app().getByText('Delivered', { exact: true }).locator('visible=true').first().waitFor();
    await app().getByText('Robin').locator('visible=true').first().click();
    await app().getByText('stranger@example.com').locator('visible=true').first().waitFor();
  });

  test('follows a recommendation out of the mail, and buys it', async () => {
    // Who clicks within two seconds of a mail's coming is taken for a program.
    await world.world.clock.advance(60_000);
    await pane('inbox').getByText('Click a link').click();
    const [mail] = world.world.postmark.inbox.messages({ to: 'stranger@example.com' });
    const wanted = mail && linkedProducts(world.world.shopify.store.data, mail).at(-1)?.title;
    await pane('inbox')
      .locator('.links a.choice')
      .getByText(wanted ?? 'no product', { exact: true })
      .last()
      .click();
    await shop().getByRole('button', { name: 'Add to cart' }).waitFor();
    await goesToPayment();
    await shop().getByRole('button', { name: 'Pay now' }).click();
    await shop().getByText(/#\d+/).first().waitFor();
    // A click counts once it is known that no program made it.
    await world.world.clock.advance(2 * 60_000);
    await everythingSettled(world.world, world.app);
  });

  test('finds the revenue on the home page', async () => {
    await pane('admin').getByRole('button', { name: 'Menu' }).click();
    await pane('admin').locator('.app-link').click();
    await app()
      .getByText(/from 1 order within 5 days of a click/)
      .waitFor();
  });

  test('has met no error on the way, and nothing that shuts people out', async () => {
    expect(problems).toEqual([]);
    for (const frame of page.frames())
      if (await runsScripts(frame)) expect(await seriousFindings(frame), frame.url()).toEqual([]);
  });
});
