import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { backInStock } from '~/decisions/flows/templates/catalogue';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  await asShop(admin.databaseUrl, LEFT_CARTS, CART_EVENTS, OLDER_VERSION, ...BACK_IN_STOCK);
  await open('', 'Replay of Abandoned cart');
  await admin.browser.closePages();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string, width?: number) =>
  openPage(admin, `/app/flows/replay/abandoned-cart${path}`, heading, width);

/** Thirty people left a cart some days ago, hours apart. */
const LEFT_CARTS = `INSERT INTO carts ("shopId", "token", "profileId", "lines", "currency", "createdAt", "linesChangedAt", "cartUpdatedAt")
  SELECT p."shopId", 'left-' || p."id", p."id",
    '[{"variantId":"v","productId":"p","quantity":2,"title":"A bowl","variantTitle":null,"priceMinor":1500}]', 'EUR', at, at, at
  FROM (SELECT *, (SELECT now() + COALESCE(max("offsetMs"), 0) * interval '1 millisecond' FROM business_clock) - interval '6 days' + row_number() OVER (ORDER BY "id") * interval '2 hours' AS at FROM profiles
    WHERE "primaryAddressId" IS NOT NULL ORDER BY "id" LIMIT 30) p`;
const CART_EVENTS = `INSERT INTO events ("shopId", "id", "profileId", "type", "occurredAt", "recordedAt", "source", "dedupeKey", "properties")
  SELECT c."shopId", gen_random_uuid(), c."profileId", 'cart_updated', c."linesChangedAt", c."linesChangedAt", 'shopify', 'planted ' || c."token",
    jsonb_build_object('cartToken', c."token", 'itemCount', 2, 'productIds', jsonb_build_array('p'))
  FROM carts c WHERE c."token" LIKE 'left-%'`;
/** The same flow with its first mail after a day, as a version that is not live. */
const OLDER_VERSION = `INSERT INTO flow_versions ("shopId", "flowKey", "version", "definition", "stirredBy", "createdAt")
  SELECT "shopId", "flowKey", "version" + 1, jsonb_set("definition", '{nodes,0,minutes}', '1440'), "stirredBy", now()
  FROM flow_versions WHERE "flowKey" = 'abandoned-cart' ORDER BY "version" DESC LIMIT 1`;

const { key: BACK, name: BACK_NAME } = backInStock.definition;
const BACK_JSON = JSON.stringify(backInStock.definition).replaceAll("'", "''");
const BACK_IN_STOCK = [
  `INSERT INTO flows ("shopId", "key", "isOn", "liveVersion", "updatedAt") SELECT "id", '${BACK}', false, 1, now() FROM shops
   ON CONFLICT DO NOTHING`,
  `INSERT INTO flow_versions ("shopId", "flowKey", "version", "definition", "stirredBy", "createdAt")
   SELECT "id", '${BACK}', 1, '${BACK_JSON}', '{}', now() FROM shops ON CONFLICT DO NOTHING`,
];

/** Asks for both versions, and waits until it is done. */
async function replayBoth() {
  const opened = await open('', 'Replay of Abandoned cart');
  const { frame } = opened;
  await frame.getByLabel('Replay', { exact: true }).selectOption({ label: 'Version 1, as it is live' });
  await frame.getByLabel('Compare with').selectOption({ label: 'Version 2' });
  await frame.getByRole('button', { name: 'Replay', exact: true }).click();
  await frame.getByRole('heading', { name: 'What it would have done' }).waitFor();
  return opened;
}

describe('a replay', () => {
  it('tells what two versions would have done, where they differ, and to whom; and leads to why', async () => {
    const opened = await replayBoth();
    const { frame } = opened;
    await frame.getByText(/would have sent \d+ mails? to \d+/).waitFor();
    await frame.getByText('Only a hold-out can tell the difference').waitFor();
    await frame.getByRole('heading', { name: 'Where the two differ' }).waitFor();
    await frame.getByText(/later than by/).waitFor();
    await frame.getByRole('heading', { name: 'What this rests on' }).waitFor();
    await isSound(opened);
    await frame.locator('.adaptive-list__wide a').first().click();
    await frame.getByRole('heading', { name: 'Version 2' }).waitFor();
    await frame.getByText('The first mail was planned.').first().waitFor();
    await frame.getByText('What each rule said').first().click();
    await frame
      .getByText(/Consent: Consent to marketing: granted/)
      .first()
      .waitFor();
    await isSound(opened);
  });

  it.each(WIDTHS)('is kept, fits %i pixels, and shows whose mail moves', async (width) => {
    const opened = await open('?whom=later', 'Replay of Abandoned cart', width);
    await opened.frame.getByText('Later by “Version 2”').first().waitFor({ state: 'attached' });
    expect(await opened.frame.getByLabel('Show those who').inputValue()).toBe('later');
    await opened.frame.locator('a[href*="/person?replay="]').filter({ visible: true }).first().waitFor();
    await isSound(opened);
  });
});

it.each(WIDTHS)('somebody made up is followed step by step, at %i pixels', async (width) => {
  const opened = await open('/try', 'Try Abandoned cart', width);
  const { frame } = opened;
  await frame.getByText('Went all the way to its end.').waitFor();
  await frame.getByRole('button', { name: 'Add what happens' }).click();
  await frame.getByLabel('After hours').nth(1).fill('2');
  await frame.getByRole('button', { name: 'Try it' }).click();
  await frame.getByText('Ended, because they ordered.', { exact: true }).waitFor();
  await isSound(opened);
});

it.each(WIDTHS)('so is somebody who asked to be told that it is back, at %i pixels', async (width) => {
  const happened = 'happened=asks-to-be-told@0&happened=product-turns@120';
  const opened = await openPage(admin, `/app/flows/replay/${BACK}/try?${happened}`, `Try ${BACK_NAME}`, width);
  const { frame } = opened;
  await frame.getByText('Went all the way to its end.').waitFor();
  await frame.getByText('it would have gone').first().waitFor();
  await isSound(opened);
});
