import { beforeEach, describe, expect, it } from 'vitest';
import { webhooksHeard } from '../../../tests/factories/heard-webhooks';
import { testApp } from '../../../tests/factories/test-app';
import type { WebhookReceiver } from '../../../tests/factories/webhook-receiver';
import { testDatabase } from '../../../tests/setup/database';
import { recordConsent } from '~/customers/consent/ledger.server';
import { pauseEndpoint, resumeEndpoint } from './endpoints.server';
import { eraseWebhookMessages, forgetOldMessages } from './forget-messages.server';
import { sendWebhooks } from './send-webhooks.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const { deps, now, inShop, send, listen, addEndpoint, move, addPerson, told, messages } = webhooksHeard(app);
const DAY_MS = 86_400_000;

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await listen();
});

describe('a program of the merchant’s', () => {
  it('hears who entered and who left, why, and that it is from us', async () => {
    await addEndpoint(receiver);
    const anna = await addPerson();
    await inShop(() =>
      prisma.identity.createMany({
        data: [
          {
            shopId: now.shop.id,
            kind: 'customer',
            value: 'gid://shopify/Customer/7',
            profileId: anna.profileId,
            evidence: 't',
            linkedAt: app.clock.now(),
          },
          {
            shopId: now.shop.id,
            kind: 'external',
            value: 'till-7',
            profileId: anna.profileId,
            evidence: 't',
            linkedAt: app.clock.now(),
          },
        ],
      }),
    );
    const at = app.clock.now().toISOString();
    await move(anna, 'Berlin');
    await move(anna, 'Wien');
    await send();
    const [entered, left] = told(receiver);
    expect(entered).toEqual({
      ...{ id: receiver.heard[0]?.id, type: 'segment.entered', at, shop: now.shop.domain, cause: 'profile' },
      segment: { id: now.segmentId, name: 'Berliners' },
      profile: { id: anna.profileId, shopifyCustomerId: 'gid://shopify/Customer/7', externalId: 'till-7' },
    });
    expect(left).toMatchObject({ type: 'segment.left', profile: { id: anna.profileId } });
    expect(receiver.heard.map(({ isGenuine }) => isGenuine)).toEqual([true, true]);
    expect(receiver.heard[0]?.timestamp).toBe(Math.floor(app.systemClock.now().getTime() / 1_000));
    expect((await messages()).map(({ status, answer }) => [status, answer])).toEqual([
      ['delivered', 204],
      ['delivered', 204],
    ]);
    const stored = await inShop(
      () => prisma.$queryRaw`SELECT encode("body", 'escape') AS "text" FROM webhook_messages`,
    );
    expect(JSON.stringify(stored)).not.toContain(anna.profileId);
    receiver.secret = 'whsec_c29tZWJvZHkgZWxzZQ==';
    await move(anna, 'Berlin');
    await send();
    expect(receiver.heard.at(-1)?.isGenuine, 'by another secret it is not').toBe(false);
  });

  it('that chose segments hears of those alone; what happened before it was there it never hears', async () => {
    await move(await addPerson(), 'Berlin');
    await addEndpoint(receiver, { segmentIds: [app.ids.next()] });
    const other = await listen();
    await addEndpoint(other, { segmentIds: [now.segmentId] });
    await move(await addPerson(), 'Berlin');
    await send();
    expect([receiver.heard.length, other.heard.length]).toEqual([0, 1]);
  });

  it('gets an address only where it was asked for, of nobody who refuses to be sold, and each is written down', async () => {
    await addEndpoint(receiver);
    const other = await listen();
    const id = await addEndpoint(other, { withEmail: true });
    const [anna, bea] = [await addPerson(), await addPerson()];
    const refusal = { email: bea.email, state: 'withdrawn', purpose: 'data-sale', source: 'shopify-webhook' } as const;
    await inShop(() =>
      app.db.transaction((tx) =>
        recordConsent(app, tx, now.shop.id, {
          ...refusal,
          occurredAt: app.clock.now(),
          evidence: {},
          dedupeKey: 'no sale',
        }),
      ),
    );
    await move(anna, 'Berlin');
    await move(bea, 'Berlin');
    await send();
    expect(told(receiver).map(({ profile }) => profile.email)).toEqual([undefined, undefined]);
    const emails = new Map(told(other).map(({ profile }) => [profile.id, profile.email]));
    expect([emails.get(anna.profileId), emails.get(bea.profileId), emails.size]).toEqual([anna.email, undefined, 2]);
    const looks = await inShop(() => prisma.accessLogEntry.findMany({ where: { shopId: now.shop.id } }));
    expect(looks).toMatchObject([{ actor: `webhook:${id}`, what: 'profile-told', subject: anna.profileId }]);
  });
});

it('two workers send each once, and never more to an endpoint than it is to bear', async () => {
  await addEndpoint(receiver);
  let [now, most] = [0, 0];
  receiver.answer = (response) => {
    most = Math.max(most, (now += 1));
    setTimeout(() => ((now -= 1), response.writeHead(200).end()), 20);
  };
  for (let at = 0; at < 30; at++) await move(await addPerson(), 'Berlin');
  await Promise.all([send(), send()]);
  await send();
  expect(new Set(receiver.heard.map(({ id }) => id)).size).toBe(30);
  expect(receiver.heard).toHaveLength(30);
  expect(most).toBeLessThanOrEqual(4);
});

it('a worker that died in the middle leaves it to another, who says the same again', async () => {
  await addEndpoint(receiver);
  await move(await addPerson(), 'Berlin');
  const dying = { ...deps, webhookPoster: () => new Promise<never>(() => undefined) };
  void inShop(() => sendWebhooks(dying, now.shop));
  await expect.poll(async () => (await messages())[0]?.body ?? null).not.toBeNull();
  await send();
  expect(receiver.heard).toEqual([]);
  app.advanceSystem(30_000);
  await send();
  expect(receiver.heard).toHaveLength(1);
});

it('while it is paused by the merchant what happens is kept for it', async () => {
  const id = await addEndpoint(receiver);
  await inShop(() => app.db.transaction((tx) => pauseEndpoint(deps, tx, now.shop.id, id)));
  await move(await addPerson(), 'Berlin');
  expect(await send()).toBeNull();
  expect(receiver.heard).toEqual([]);
  await inShop(() => app.db.transaction((tx) => resumeEndpoint(deps, tx, now.shop.id, id)));
  await send();
  expect(receiver.heard).toHaveLength(1);
});

it('goes after 30 days, and with the person', async () => {
  await addEndpoint(receiver);
  const [anna, bea] = [await addPerson(), await addPerson()];
  await move(anna, 'Berlin');
  await move(bea, 'Berlin');
  await inShop(() => eraseWebhookMessages(prisma, now.shop.id, [anna.profileId]));
  await send();
  expect(told(receiver).map(({ profile }) => profile.id)).toEqual([bea.profileId]);
  app.advanceSystem(30 * DAY_MS - 60_000);
  await inShop(() => forgetOldMessages(prisma, now.shop.id, app.systemClock.now()));
  expect(await messages()).toHaveLength(1);
  app.advanceSystem(120_000);
  await inShop(() => forgetOldMessages(prisma, now.shop.id, app.systemClock.now()));
  expect(await messages()).toEqual([]);
});
