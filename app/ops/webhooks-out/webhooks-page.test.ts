import { afterEach, beforeEach, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { openReceiver, type WebhookReceiver } from '../../../tests/factories/webhook-receiver';
import { testDatabase } from '../../../tests/setup/database';
import { MOST_ENDPOINTS } from '~/integrations/webhooks-out/endpoints.server';
import { createWebhookPoster } from '~/integrations/webhooks-out/post-webhook.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { changeWebhooks } from './change-webhooks.server';
import { webhooksPage } from './webhooks-page.server';

const app = testApp(await testDatabase());
const webhookRules = { mayBeLoopback: true };
const shops = createShopDirectory({ pool: app.db.pool, ids: app.ids, systemClock: app.systemClock });
const deps = { ...app, shops, webhookRules, webhookPoster: createWebhookPoster(webhookRules) };

let shop: TestShop;
let receiver: WebhookReceiver;
beforeEach(async () => {
  shop = await createShop(app);
  receiver = await openReceiver();
});
afterEach(() => receiver.close());

const page = (search = '') => webhooksPage(deps, shop.domain, new URLSearchParams(search));
const change = (form: Record<string, string>) => changeWebhooks(deps, shop.domain, '77', form);
const make = (url = receiver.url, segments = '') =>
  change({ intent: 'make-endpoint', url, withEmail: 'false', segments });

async function madeId(): Promise<string> {
  const made = await make();
  if (made.kind !== 'made') throw new Error(JSON.stringify(made));
  receiver.secret = made.secret;
  const id = (await page()).endpoints[0]?.id;
  if (!id) throw new Error('it is not on the page');
  return id;
}

it('an endpoint’s secret is told once and lies sealed; what was done is written down without the path', async () => {
  const made = await make(`${receiver.url}?token=of-theirs`);
  if (made.kind !== 'made') throw new Error(JSON.stringify(made));
  expect(made.secret).toMatch(/^whsec_/);
  expect(JSON.stringify(await page())).not.toContain(made.secret);
  const { stored, done } = await withShop(shop.id, async () => ({
    stored: await app.db.prisma.webhookEndpoint.findMany(),
    done: await app.db.prisma.activityEntry.findMany(),
  }));
  expect(Buffer.from(stored[0]?.secret ?? []).includes(made.secret)).toBe(false);
  expect(done).toMatchObject([{ kind: 'webhook-made', actor: '77', details: { url: new URL(receiver.url).host } }]);
});

it('is tried by a message about nobody, signed as all others are', async () => {
  const id = await madeId();
  expect(await change({ intent: 'test-endpoint', id })).toEqual({
    kind: 'tested',
    isTaken: true,
    words: 'The server answered 204',
  });
  expect(receiver.heard).toMatchObject([{ isGenuine: true }]);
  expect(JSON.parse(receiver.heard[0]?.body ?? '')).toMatchObject({
    type: 'test',
    shop: shop.domain,
    profile: { shopifyCustomerId: null },
  });
  receiver.answer = (response) => response.writeHead(500).end();
  expect(await change({ intent: 'test-endpoint', id })).toMatchObject({
    isTaken: false,
    words: 'The server answered 500',
  });
  expect((await page()).deliveries, 'it is not kept').toEqual([]);
});

it('is paused, taken up again and removed', async () => {
  const id = await madeId();
  const stateNow = async () => (await page()).endpoints[0]?.state;
  expect(await stateNow()).toBe('new');
  await change({ intent: 'pause-endpoint', id });
  expect(await stateNow()).toBe('paused');
  await change({ intent: 'resume-endpoint', id });
  expect(await stateNow()).toBe('new');
  await change({ intent: 'remove-endpoint', id });
  expect((await page()).endpoints).toEqual([]);
});

it.each(['http://example.com/', 'https://10.0.0.1/', 'https://localhost/', 'no address'])(
  'none is made to %s',
  async (url) => {
    expect(await make(url)).toMatchObject({ kind: 'refused', problems: [{ field: 'url' }] });
    expect((await page()).endpoints).toEqual([]);
  },
);

it('there are so many and no more', async () => {
  for (let at = 0; at < MOST_ENDPOINTS; at++) await make();
  expect(await make()).toEqual({
    kind: 'refused',
    problems: [{ field: 'url', message: 'There are 20 already. Remove one first.' }],
  });
});

it('what was told is shown by segment and outcome, and of nobody; what was put aside can be sent again', async () => {
  const id = await madeId();
  const at = app.clock.now();
  const [segmentId, profileId] = [app.ids.next(), app.ids.next()];
  await withShop(shop.id, async () => {
    const rule = { kind: 'chance', salt: 'x', from: 0, below: 1 };
    await app.db.prisma.segment.create({
      data: { shopId: shop.id, id: segmentId, name: 'VIP', rule, version: 1, createdAt: at, updatedAt: at },
    });
    const row = {
      shopId: shop.id,
      endpointId: id,
      profileId,
      segmentId,
      cause: 'p',
      occurredAt: at,
      notedAt: at,
      dueAt: at,
    };
    for (const [kind, status] of [
      ['segment.entered', 'delivered'],
      ['segment.left', 'parked'],
    ] as const)
      await app.db.prisma.webhookMessage.create({
        data: { ...row, id: app.ids.next(), kind, status, attempts: 9, problem: 'The server answered 500' },
      });
  });
  const all = await page();
  expect(all.deliveries.map(({ what, status }) => [what, status])).toEqual([
    ['Left “VIP”', 'put aside'],
    ['Entered “VIP”', 'delivered'],
  ]);
  expect(JSON.stringify(all)).not.toContain(profileId);
  const [parked] = (await page('show=trouble')).deliveries;
  expect(parked).toMatchObject({ what: 'Left “VIP”', problem: 'The server answered 500' });
  await change({ intent: 'send-again', id: parked?.id ?? '' });
  expect((await page('show=trouble')).deliveries).toMatchObject([{ status: 'waiting' }]);
});
