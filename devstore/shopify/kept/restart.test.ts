import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeep } from '../../kept/keep';
import { startReceiver, type Receiver } from '../testing/receiver';
import { tinyStore } from '../testing/tiny-store';
import { startTestWorld, type TestWorld, type TestWorldOptions } from '../testing/test-world';

let folder: string;
let receiver: Receiver;
let open: TestWorld[];
let starts: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shopify-restart-'));
  receiver = await startReceiver();
  open = [];
  starts = 0;
});
afterEach(async () => {
  for (const world of open) await world.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

const dirOf = (start: number) => join(folder, String(start));

async function start(options: TestWorldOptions = {}): Promise<TestWorld> {
  const keep = openKeep(dirOf(starts), { startsBefore: starts });
  const world = await startTestWorld({ receiver, keep, isInstalled: starts === 0, ...options });
  open.push(world);
  return world;
}

/** What a kill at this moment leaves, opened by the next start. The killed one lives on, on its own files, and is heard no more. */
async function restart(options: TestWorldOptions = {}): Promise<TestWorld> {
  cpSync(dirOf(starts), dirOf(starts + 1), { recursive: true });
  starts += 1;
  return start(options);
}

const variantId = String(tinyStore().products[0]?.variants[0]?.id);
const at = (world: TestWorld) => world.clock.now();

describe('after a kill the shop', () => {
  it('has its carts, checkouts, customers, orders and stock, and makes new ones with new ids', async () => {
    const first = await start();
    const cart = first.store.createCart();
    first.store.setCartLines(cart.token, [{ variantId, quantity: 2 }]);
    const checkout = first.store.createCheckout(cart.token);
    first.store.submitContact(checkout.token, { email: 'ana@example.com', acceptsMarketing: true });
    const order = first.store.completeCheckout(checkout.token);

    const second = await restart({ startsAt: at(first) });
    expect(second.store.data).toEqual(first.store.data);
    expect(second.store.checkout(checkout.token)).toEqual(first.store.checkout(checkout.token));
    const { data } = second.store;
    expect(data.orders.at(-1)).toMatchObject({ id: order.id, email: 'ana@example.com' });
    const next = second.store.createCart();
    expect(next.token).not.toBe(cart.token);
  });

  it('still has the app installed, with its scopes, tokens, pixel and metafields', async () => {
    const first = await start();
    await first.read('mutation { webPixelCreate(webPixel: { settings: "{\\"a\\":\\"b\\"}" }) { webPixel { id } } }');
    const { currentAppInstallation: owner } = await first.read<{ currentAppInstallation: { id: string } }>(
      '{ currentAppInstallation { id } }',
    );
    const metafield = { ownerId: owner.id, namespace: '$app', key: 'k', type: 'single_line_text_field', value: 'v' };
    await first.read('mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { id } } }', {
      m: [metafield],
    });
    const token = String((await first.exchange()).body.access_token);

    const second = await restart();
    expect(second.standIn.installation.isInstalled()).toBe(true);
    expect(second.standIn.installation.scopes()).toEqual(first.standIn.installation.scopes());
    expect(second.standIn.pixelSettings()).toEqual({ a: 'b' });
    second.useToken(token);
    const read = await second.read<{ currentAppInstallation: { metafield: { value: string } } }>(
      '{ currentAppInstallation { metafield(namespace: "$app", key: "k") { value } } }',
    );
    expect(read.currentAppInstallation.metafield.value).toBe('v');
    const again = String((await second.exchange()).body.access_token);
    expect(again).not.toBe(token);
  });

  it('still knows of a metafield that it is gone, and what was defined', async () => {
    const first = await start();
    const at = { ownerId: 'gid://shopify/Customer/3001', namespace: '$app', key: 'segments' };
    const type = 'list.single_line_text_field';
    const set = 'mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { id } } }';
    const made = await first.read<{ metafieldsSet: { metafields: { id: string }[] } }>(set, {
      m: [{ ...at, type, value: '["a"]' }],
    });
    const remove =
      'mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { userErrors { message } } }';
    await first.read(remove, { m: [at] });
    const definition = { name: 'Segments', namespace: '$app', key: 'segments', ownerType: 'CUSTOMER', type };
    const define =
      'mutation($d: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $d) { userErrors { code } } }';
    await first.read(define, { d: definition });
    const token = String((await first.exchange()).body.access_token);

    const second = await restart();
    second.useToken(token);
    const read =
      '{ customer(id: "gid://shopify/Customer/3001") { metafield(namespace: "$app", key: "segments") { value } } }';
    expect(await second.read(read)).toEqual({ customer: { metafield: null } });
    expect(await second.read(define, { d: definition })).toEqual({
      metafieldDefinitionCreate: { userErrors: [{ code: 'TAKEN' }] },
    });
    const again = await second.read<{ metafieldsSet: { metafields: { id: string }[] } }>(set, {
      m: [{ ...at, value: '["b"]' }],
    });
    expect(again.metafieldsSet.metafields[0]?.id).not.toBe(made.metafieldsSet.metafields[0]?.id);
  });

  it('has what apps told the Marketing page, and not what went with an app', async () => {
    const first = await start();
    const input = { title: 'News', tactic: 'NEWSLETTER', marketingChannelType: 'EMAIL', status: 'ACTIVE' };
    const more = { remoteUrl: 'https://app.example/a', utm: { source: 's', medium: 'm', campaign: 'c' } };
    first.standIn.marketing.keep({ remoteId: 'gone', ...input, ...more }, at(first).toISOString());
    first.standIn.marketing.removeAll();
    const kept = first.standIn.marketing.keep({ remoteId: 'a', ...input, ...more }, at(first).toISOString());
    first.standIn.marketing.tellDay(kept, { occurredOn: '2026-05-01', utcOffset: '+00:00', sendsCount: 3 });
    const second = await restart();
    expect(second.standIn.marketing.all()).toEqual(first.standIn.marketing.all());
    expect(second.standIn.marketing.find('a')?.days).toHaveLength(1);
  });

  it('still refuses a refresh token whose successor was in use', async () => {
    const first = await start();
    const [old, other] = [await first.exchange(), await first.exchange()];
    const refresh = (world: TestWorld, { body }: typeof old) =>
      world.askForToken({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
    first.useToken(String((await refresh(first, old)).body.access_token));
    await first.read('{ shop { name } }');
    const second = await restart();
    expect((await refresh(second, old)).status).toBe(401);
    expect((await refresh(second, other)).status).toBe(200);
  });

  it('has forgotten an app that was taken off, and still tells it to erase the shop two days later', async () => {
    const first = await start();
    first.standIn.installation.uninstall();
    await first.standIn.settled();
    const second = await restart({ startsAt: at(first) });
    expect(second.standIn.installation.isInstalled()).toBe(false);
    second.standIn.takeUp();
    await second.clock.advance(49 * 3_600_000);
    expect(receiver.of('shop/redact')).toHaveLength(1);
  });
});

describe('a webhook', () => {
  it('that had no answer yet is told by the next start, with the same id and bytes', async () => {
    const first = await start();
    first.store.setPrice(variantId, 1_111);
    // Killed before the event loop turned.
    const second = await restart({ startsAt: at(first) });
    await first.standIn.settled();
    const [told] = receiver.of('products/update');
    second.standIn.takeUp();
    await second.standIn.settled();
    const [, again] = receiver.of('products/update');
    expect(again).toMatchObject({ webhookId: told?.webhookId, eventId: told?.eventId, rawBody: told?.rawBody });
  });

  it('that was answered is not told again', async () => {
    const first = await start();
    first.store.setPrice(variantId, 1_111);
    await first.standIn.settled();
    const told = receiver.received.length;
    const second = await restart({ startsAt: at(first) });
    second.standIn.takeUp();
    await second.standIn.settled();
    expect(receiver.received).toHaveLength(told);
  });

  it('that failed goes on in its schedule', async () => {
    const first = await start();
    receiver.answerWith(500);
    first.store.setPrice(variantId, 1_111);
    await first.standIn.settled();
    const waiting = first.standIn.webhooks.waiting();
    expect(waiting).toMatchObject([{ topic: 'products/update', attempt: 1 }]);
    receiver.answerWith(200);
    const second = await restart({ startsAt: at(first) });
    second.standIn.takeUp();
    expect(second.standIn.webhooks.waiting()).toEqual(waiting);
    await second.clock.advance(60_000);
    expect(receiver.of('products/update')).toHaveLength(2);
  });

  it('of the next start has an id that no earlier one had', async () => {
    const first = await start();
    first.store.setPrice(variantId, 1_111);
    await first.standIn.settled();
    const second = await restart({ startsAt: at(first) });
    second.store.setPrice(variantId, 2_222);
    await second.standIn.settled();
    const ids = receiver.of('products/update').flatMap(({ webhookId, eventId }) => [webhookId, eventId]);
    expect(new Set(ids).size).toBe(4);
  });
});

describe('a bulk operation', () => {
  const query = 'mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } } }';
  const run = async (world: TestWorld) =>
    (
      await world.read<{ bulkOperationRunQuery: { bulkOperation: { id: string } } }>(query, {
        query: '{ products { edges { node { id title } } } }',
      })
    ).bulkOperationRunQuery.bulkOperation.id;
  const resultOf = async (world: TestWorld, id: string) => {
    world.useToken(String((await world.exchange()).body.access_token));
    const { bulkOperation } = await world.read<{ bulkOperation: { status: string; url: string } }>(
      'query($id: ID!) { bulkOperation(id: $id) { status url } }',
      { id },
    );
    expect(bulkOperation.status).toBe('COMPLETED');
    return (await fetch(bulkOperation.url)).text();
  };

  it('that was under way is carried out again under its id', async () => {
    const first = await start();
    const id = await run(first);
    const second = await restart({ startsAt: at(first) });
    await first.standIn.settled();
    second.standIn.takeUp();
    await second.standIn.settled();
    expect(await resultOf(second, id)).toBe(await resultOf(first, id));
  });

  it('that was complete keeps its result, and the next one has another id', async () => {
    const first = await start();
    const id = await run(first);
    await first.standIn.settled();
    const result = await resultOf(first, id);
    const second = await restart({ startsAt: at(first) });
    second.standIn.takeUp();
    expect(await resultOf(second, id)).toBe(result);
    expect(await run(second)).not.toBe(id);
    await second.standIn.settled();
  });
});
