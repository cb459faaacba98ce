import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import { setUpShop } from '../../devstore/demo/merchant';
import { moveToNoon } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, Stage } from '../../devstore/story/stage';
import type { FlowPage } from '~/ops/flows/flow-page.server';
import type { OffersPage } from '~/ops/offers/offers-page.server';
import { openJourney, type Journey } from './open-journey';

/** A flow that gives codes: from the offer on the page to the code at its end, by the app's own processes. */
const LONG_MS = 300_000;
const DAY_MS = 24 * HOUR_MS;
const ROUTE = 'routes/app.settings_.offers';
const PATH = '/app/settings/offers';

let journey: Journey;
let stage: Stage;
let admin: AdminClient;
const codes = new Map<string, string>();

const page = () => admin.load<OffersPage>(PATH, ROUTE);
const offer = async () => {
  const [first] = (await page()).offers;
  if (!first) throw new Error('there is no offer');
  return first;
};
const codesAtShopify = () => journey.world.shopify.store.discountCodes().map(({ code }) => code);

/** The code in a mail's plain text, which stands in its HTML as well. */
function codeIn(name: string): string {
  const [mail] = journey.world.postmark.inbox.messages({ to: stage.person(name).email }).slice(-1);
  const code = /\bBACK-[A-Z0-9]{8}\b/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(mail?.html).toContain(code);
  expect(mail?.text).toMatch(/Good until the end of .*2\d{3}, once\./);
  return code;
}

async function buysWith(name: string, code: string): Promise<string> {
  const { shopper, email } = stage.person(name);
  await shopper.goToCheckout();
  await shopper.submitContact({ email, acceptsMarketing: true });
  await shopper.enterCode(code);
  const order = await shopper.pay();
  await stage.settle();
  return order;
}

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 60, products: 60 } });
  const { world, app, appUrl } = journey;
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  admin = createAdminClient(world, appUrl);
  await app.startWeb();
  await app.startWorker();
  await admin.open('/app');
  await stage.settle(LONG_MS);
  await setUpShop(world, appUrl, 'postmark');
  await moveToNoon(stage);
}, LONG_MS);
afterAll(() => journey.close());

it(
  'an offer that is made becomes a discount at Shopify, with a pool of codes',
  async () => {
    const form = {
      ...{
        intent: 'make',
        name: 'Come back',
        valueKind: 'percent',
        value: '20',
        minimum: '',
        itemsKind: 'all',
        items: '',
      },
      ...{ withOrders: 'false', withProducts: 'false', withShipping: 'true', prefix: 'back', validDays: '3' },
      ...{ again: 'never', againAfterDays: '' },
    };
    expect(await admin.submit(PATH, ROUTE, { ...form, value: '120' })).toMatchObject({
      ...{ kind: 'refused', problems: [{ field: 'value' }] },
    });
    expect(await admin.submit(PATH, ROUTE, form)).toEqual({ kind: 'saved' });
    await expect.poll(async () => (await offer()).free, { timeout: LONG_MS }).toBe(100);
    expect(await offer()).toMatchObject({ state: 'ready', terms: '20% off orders', given: 0, flows: [] });
  },
  LONG_MS,
);

it(
  'a flow gives each person another code, and nobody who does not get the mail',
  async () => {
    const at = { path: '/app/flows/abandoned-cart', route: 'routes/app.flows.$key' };
    const { draft, revision } = await admin.load<FlowPage>(at.path, at.route);
    const { id } = await offer();
    const nodes = draft.nodes.map((node) =>
      node.kind === 'send' ? { ...node, template: 'win-back-first', offer: id } : node,
    );
    const form = { intent: 'publish', base: String(revision), flow: JSON.stringify({ ...draft, nodes }) };
    expect(await admin.submit(at.path, at.route, form)).toMatchObject({ kind: 'published' });
    await leavesCart(stage, 'anna', 0, { acceptsMarketing: true });
    await leavesCart(stage, 'bert', 1, { acceptsMarketing: true });
    await leavesCart(stage, 'carl', 2, { acceptsMarketing: false });
    await stage.advance(4 * HOUR_MS + 60_000);
    for (const name of ['anna', 'bert']) codes.set(name, codeIn(name));
    expect(codes.get('anna')).toMatch(/^BACK-/);
    expect(codes.get('anna')).not.toBe(codes.get('bert'));
    expect(await offer()).toMatchObject({
      given: 2,
      good: 2,
      used: 0,
      free: 98,
      isFixed: true,
      flows: ['Abandoned cart'],
    });
  },
  LONG_MS,
);

it(
  'the second mail shows the same code',
  async () => {
    await stage.advance(DAY_MS);
    expect(journey.world.postmark.inbox.messages({ to: stage.person('bert').email })).toHaveLength(2);
    expect(codeIn('bert')).toBe(codes.get('bert'));
    expect(await offer()).toMatchObject({ given: 2, good: 2 });
  },
  LONG_MS,
);

it(
  'who orders with it is counted with what the order is worth; somebody else’s code is counted as that',
  async () => {
    const own = await buysWith('anna', codes.get('anna') ?? '');
    const order = journey.world.shopify.store.data.orders.find(({ name }) => name === own);
    expect(order).toMatchObject({ discountCodes: [codes.get('anna')] });
    expect(order?.discountMinor).toBe(Math.round(((order?.subtotalMinor ?? 0) + (order?.discountMinor ?? 0)) / 5));
    await expect.poll(async () => (await offer()).used, { timeout: LONG_MS }).toBe(1);
    expect(await offer()).toMatchObject({ good: 1, usedByOthers: 0, revenueMinor: order?.totalMinor });

    await leavesCart(stage, 'dora', 3, { acceptsMarketing: false });
    await expect(buysWith('dora', codes.get('anna') ?? '')).rejects.toThrow('used up');
    await stage.person('dora').shopper.enterCode(codes.get('bert') ?? '');
    await stage.person('dora').shopper.pay();
    await stage.settle();
    await expect.poll(async () => (await offer()).used, { timeout: LONG_MS }).toBe(2);
    expect(await offer()).toMatchObject({ good: 0, usedByOthers: 1 });
  },
  LONG_MS,
);

it(
  'a code that nobody used ends on its day, at Shopify too',
  async () => {
    await leavesCart(stage, 'emma', 4, { acceptsMarketing: true });
    await stage.advance(4 * HOUR_MS + 60_000);
    const code = codeIn('emma');
    await stage.advance(2 * DAY_MS);
    expect(codesAtShopify()).toContain(code);
    await stage.advance(2 * DAY_MS);
    await expect.poll(codesAtShopify, { timeout: LONG_MS }).not.toContain(code);
    await expect(buysWith('emma', code)).rejects.toThrow('Enter a valid discount code');
    expect(await offer()).toMatchObject({ given: 3, good: 0, used: 2 });
  },
  LONG_MS,
);

/** Follows a link of somebody's newest mail in their own browser. */
async function follows(name: string, pick: (links: { url: string; text: string }[]) => { url: string } | undefined) {
  const [mail] = journey.world.postmark.inbox.messages({ to: stage.person(name).email }).slice(-1);
  const link = mail && pick([...mail.links]);
  if (!link) throw new Error(`${name}’s mail has no such link`);
  await stage.person(name).shopper.visit(await journey.world.postmark.inbox.click(mail.messageId, link.url));
}

const inCheckout = (token: string) => journey.world.shopify.store.checkout(token)?.discountCode;

it(
  'who follows a link of the mail finds their code in checkout, without typing it, and it is counted as used',
  async () => {
    await leavesCart(stage, 'fred', 5, { acceptsMarketing: true });
    await stage.advance(4 * HOUR_MS + 60_000);
    const code = codeIn('fred');
    const { shopper, email } = stage.person('fred');
    await follows('fred', (links) => links.find(({ url }) => targetOf(url).includes('/products/')));
    const token = await shopper.goToCheckout();
    expect(inCheckout(token)).toBe(code);
    await shopper.submitContact({ email, acceptsMarketing: true });
    const name = await shopper.pay();
    await stage.settle();
    expect(journey.world.shopify.store.data.orders.find((order) => order.name === name)).toMatchObject({
      discountCodes: [code],
    });
    await expect.poll(async () => (await offer()).used, { timeout: LONG_MS }).toBe(3);
  },
  LONG_MS,
);

/** Where a link of ours leads, without the code: that stands in it, readable to all. */
const targetOf = (url: string): string =>
  Buffer.from(url.split('/l/')[1]?.split('.')[0] ?? '', 'base64url')
    .toString()
    .split(' ')
    .at(-1) ?? '';
