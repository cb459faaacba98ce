import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { openReceiver, type WebhookReceiver } from '../../../tests/factories/webhook-receiver';
import { testDatabase } from '../../../tests/setup/database';
import { recordConsent } from '~/customers/consent/ledger.server';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { saveSegment } from '~/customers/segments/save-segment.server';
import { withShop } from '~/platform/db/db.server';
import { makeEndpoint, pauseEndpoint, replayMessage, resumeEndpoint, type EndpointInput } from './endpoints.server';
import { eraseWebhookMessages, forgetOldMessages } from './forget-messages.server';
import type { MembershipPayload } from './payload';
import { noteMembership } from './note-membership.server';
import { createWebhookPoster } from './post-webhook.server';
import { sendWebhooks } from './send-webhooks.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const webhookRules = { mayBeLoopback: true };
const deps = { ...app, webhookRules, webhookPoster: createWebhookPoster({ ...webhookRules, timeoutMs: 1_500 }) };

const DAY_MS = 86_400_000;

let shop: TestShop;
let segmentId: string;
let receiver: WebhookReceiver;
const receivers: WebhookReceiver[] = [];

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const advance = () => advanceSegments(app, shop.id, (tx, shopId, events) => noteMembership(app, tx, shopId, events));
const send = () => inShop(() => sendWebhooks(deps, shop));

beforeEach(async () => {
  shop = await createShop(app);
  receiver = await listen();
  segmentId = await inShop(async () => {
    const rule = { kind: 'fact', fact: 'profile.city', is: 'is', value: 'Berlin' } as const;
    const saved = await app.db.transaction((tx) => saveSegment(app, tx, shop.id, { name: 'Berliners', rule }));
    if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
    await advance();
    return saved.id;
  });
});
afterEach(async () => {
  for (const each of receivers.splice(0)) await each.close();
});

async function listen(port = 0): Promise<WebhookReceiver> {
  const made = await openReceiver(port);
  receivers.push(made);
  return made;
}

async function addEndpoint(to: WebhookReceiver, more: Partial<EndpointInput> = {}): Promise<string> {
  const input = { url: to.url, segmentIds: [], withEmail: false, ...more };
  const made = await inShop(() => app.db.transaction((tx) => makeEndpoint(deps, tx, shop.id, input, 'test')));
  if (made.kind !== 'made') throw new Error(made.problem);
  to.secret = made.secret;
  return made.id;
}

/** The person moves, and the segments hear of it. */
const move = ({ profileId }: Pick<Person, 'profileId'>, city: string) =>
  inShop(async () => {
    await prisma.profile.updateMany({ where: { shopId: shop.id, id: profileId }, data: { city } });
    await advance();
    app.advance(1_000);
  });
const addPerson = () => inShop(() => makePerson(app, shop.id));
const told = (by: WebhookReceiver) => by.heard.map(({ body }) => JSON.parse(body) as MembershipPayload);
const messages = () =>
  inShop(() => prisma.webhookMessage.findMany({ where: { shopId: shop.id }, orderBy: { seq: 'asc' } }));
const endpointOf = (id: string) =>
  inShop(() => prisma.webhookEndpoint.findFirstOrThrow({ where: { shopId: shop.id, id } }));

describe('a program of the merchant’s', () => {
  it('hears who entered and who left, why, and that it is from us', async () => {
    await addEndpoint(receiver);
    const anna = await addPerson();
    await inShop(() =>
      prisma.identity.createMany({
        data: [
          {
            shopId: shop.id,
            kind: 'customer',
            value: 'gid://shopify/Customer/7',
            profileId: anna.profileId,
            evidence: 't',
            linkedAt: app.clock.now(),
          },
          {
            shopId: shop.id,
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
      ...{ id: receiver.heard[0]?.id, type: 'segment.entered', at, shop: shop.domain, cause: 'profile' },
      segment: { id: segmentId, name: 'Berliners' },
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
    await addEndpoint(other, { segmentIds: [segmentId] });
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
        recordConsent(app, tx, shop.id, {
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
    const looks = await inShop(() => prisma.accessLogEntry.findMany({ where: { shopId: shop.id } }));
    expect(looks).toMatchObject([{ actor: `webhook:${id}`, what: 'profile-told', subject: anna.profileId }]);
  });
});

describe('an endpoint in trouble', () => {
  it('is tried again with growing pauses, the same each time, and hears of a person in order', async () => {
    await addEndpoint(receiver);
    const [anna, bea] = [await addPerson(), await addPerson()];
    const isAboutAnna = (body: string) => body.includes(anna.profileId);
    receiver.answer = (response, { body }) => response.writeHead(isAboutAnna(body) ? 500 : 200).end();
    await move(anna, 'Berlin');
    await move(anna, 'Wien');
    await move(bea, 'Berlin');
    await send();
    expect(told(receiver).map(({ type, profile }) => [type, profile.id])).toEqual(
      expect.arrayContaining([
        ['segment.entered', anna.profileId],
        ['segment.entered', bea.profileId],
      ]),
    );
    expect(receiver.heard).toHaveLength(2);
    const pauses: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      const next = (await send()) as Date;
      pauses.push(next.getTime() - app.systemClock.now().getTime());
      app.advanceSystem(next.getTime() - app.systemClock.now().getTime());
      await send();
    }
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
    const tried = receiver.heard.filter(({ body }) => isAboutAnna(body));
    expect(tried).toHaveLength(7);
    expect(new Set(tried.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect(tried.every(({ isGenuine }) => isGenuine)).toBe(true);
    receiver.answer = (response) => response.writeHead(200).end();
    app.advanceSystem(DAY_MS / 2);
    await send();
    expect(
      told(receiver)
        .filter(({ profile }) => profile.id === anna.profileId)
        .slice(-2)
        .map(({ type }) => type),
    ).toEqual(['segment.entered', 'segment.left']);
    expect(await send()).toBeNull();
  });

  it('that was killed hears everything once it is back', async () => {
    await addEndpoint(receiver);
    const { port } = new URL(receiver.url);
    const people = await Promise.all(Array.from({ length: 6 }, addPerson));
    await receiver.close();
    for (const person of people) await move(person, 'Berlin');
    await send();
    expect((await messages()).filter(({ problem }) => problem === 'The server refuses the connection')).toHaveLength(4);
    const { secret } = receiver;
    receiver = await listen(Number(port));
    receiver.secret = secret;
    for (let turn = 0; turn < 8; turn++) {
      app.advanceSystem(3_600_000);
      await send();
    }
    expect(new Set(told(receiver).map(({ profile }) => profile.id))).toEqual(
      new Set(people.map(({ profileId }) => profileId)),
    );
    expect((await messages()).map(({ status }) => status)).toEqual(people.map(() => 'delivered'));
  });

  it('that only fails is asked rarely, is paused after three days, and goes on where it was when it is taken up', async () => {
    const id = await addEndpoint(receiver);
    receiver.answer = (response) => response.writeHead(503).end();
    for (let at = 0; at < 12; at++) await move(await addPerson(), 'Berlin');
    await send();
    expect(receiver.heard, 'of twelve that wait').toHaveLength(4);
    for (let hours = 0; hours < 90 && !(await endpointOf(id)).pausedAt; hours += 3) {
      app.advanceSystem(3 * 3_600_000);
      await send();
    }
    expect(await endpointOf(id)).toMatchObject({ pausedWhy: 'failing' });
    expect(await send(), 'nothing wakes anybody while it is paused').toBeNull();
    expect(receiver.heard.length).toBeLessThan(4 * 80);
    receiver.answer = (response) => response.writeHead(200).end();
    expect((await messages()).filter(({ status }) => status !== 'due')).toEqual([]);
    receiver.heard.length = 0;
    await inShop(() => app.db.transaction((tx) => resumeEndpoint(deps, tx, shop.id, id)));
    await send();
    expect(receiver.heard).toHaveLength(12);
  });

  it('that takes all but one has that one parked after three days, and may have it again', async () => {
    const id = await addEndpoint(receiver);
    const [anna, bea] = [await addPerson(), await addPerson()];
    receiver.answer = (response, { body }) => response.writeHead(body.includes(anna.profileId) ? 422 : 200).end();
    await move(anna, 'Berlin');
    for (let hours = 0; hours < 90; hours += 3) {
      await move(bea, hours % 2 ? 'Wien' : 'Berlin');
      app.advanceSystem(3 * 3_600_000);
      await send();
    }
    const [parked] = (await messages()).filter(({ status }) => status === 'parked');
    expect(parked).toMatchObject({ profileId: anna.profileId, answer: 422, problem: 'The server answered 422' });
    expect((await endpointOf(id)).pausedAt).toBeNull();
    receiver.answer = (response) => response.writeHead(200).end();
    await inShop(() => app.db.transaction((tx) => replayMessage(deps, tx, shop.id, parked?.id ?? '')));
    await send();
    expect((await messages()).filter(({ status }) => status !== 'delivered')).toEqual([]);
  });

  it('that says it is gone is asked no more', async () => {
    const id = await addEndpoint(receiver);
    receiver.answer = (response) => response.writeHead(410).end();
    await move(await addPerson(), 'Berlin');
    await send();
    expect(await endpointOf(id)).toMatchObject({ pausedWhy: 'gone' });
  });

  it('that is slow holds up no other: what comes meanwhile goes at once', async () => {
    await addEndpoint(receiver);
    const fast = await listen();
    await addEndpoint(fast);
    const held: ServerResponse[] = [];
    receiver.answer = (response) => void held.push(response);
    await move(await addPerson(), 'Berlin');
    const webhookPoster = createWebhookPoster(webhookRules);
    const sending = inShop(() => sendWebhooks({ ...deps, webhookPoster }, shop));
    await expect.poll(() => held.length, { timeout: 8_000 }).toBe(1);
    await move(await addPerson(), 'Berlin');
    await expect.poll(() => fast.heard.length, { timeout: 8_000 }).toBe(2);
    expect(held, 'it has answered nothing yet').toHaveLength(1);
    receiver.answer = (response) => response.writeHead(200).end();
    held[0]?.writeHead(200).end();
    await sending;
    await send();
    expect((await messages()).map(({ status }) => status)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'delivered',
    ]);
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
  void inShop(() => sendWebhooks(dying, shop));
  await expect.poll(async () => (await messages())[0]?.body ?? null).not.toBeNull();
  await send();
  expect(receiver.heard).toEqual([]);
  app.advanceSystem(30_000);
  await send();
  expect(receiver.heard).toHaveLength(1);
});

it('while it is paused by the merchant what happens is kept for it', async () => {
  const id = await addEndpoint(receiver);
  await inShop(() => app.db.transaction((tx) => pauseEndpoint(deps, tx, shop.id, id)));
  await move(await addPerson(), 'Berlin');
  expect(await send()).toBeNull();
  expect(receiver.heard).toEqual([]);
  await inShop(() => app.db.transaction((tx) => resumeEndpoint(deps, tx, shop.id, id)));
  await send();
  expect(receiver.heard).toHaveLength(1);
});

it('goes after 30 days, and with the person', async () => {
  await addEndpoint(receiver);
  const [anna, bea] = [await addPerson(), await addPerson()];
  await move(anna, 'Berlin');
  await move(bea, 'Berlin');
  await inShop(() => eraseWebhookMessages(prisma, shop.id, [anna.profileId]));
  await send();
  expect(told(receiver).map(({ profile }) => profile.id)).toEqual([bea.profileId]);
  app.advanceSystem(30 * DAY_MS - 60_000);
  await inShop(() => forgetOldMessages(prisma, shop.id, app.systemClock.now()));
  expect(await messages()).toHaveLength(1);
  app.advanceSystem(120_000);
  await inShop(() => forgetOldMessages(prisma, shop.id, app.systemClock.now()));
  expect(await messages()).toEqual([]);
});
