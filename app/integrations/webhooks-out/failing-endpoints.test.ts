import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { webhooksHeard } from '../../../tests/factories/heard-webhooks';
import { testApp } from '../../../tests/factories/test-app';
import type { WebhookReceiver } from '../../../tests/factories/webhook-receiver';
import { testDatabase } from '../../../tests/setup/database';
import { replayMessage, resumeEndpoint } from './endpoints.server';
import { createWebhookPoster } from './post-webhook.server';
import { sendWebhooks } from './send-webhooks.server';

const app = testApp(await testDatabase());
const { deps, now, inShop, send, listen, addEndpoint, move, addPerson, told, messages, endpointOf } =
  webhooksHeard(app);
const DAY_MS = 86_400_000;

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await listen();
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
    await inShop(() => app.db.transaction((tx) => resumeEndpoint(deps, tx, now.shop.id, id)));
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
    await inShop(() => app.db.transaction((tx) => replayMessage(deps, tx, now.shop.id, parked?.id ?? '')));
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
    const webhookPoster = createWebhookPoster(deps.webhookRules);
    const sending = inShop(() => sendWebhooks({ ...deps, webhookPoster }, now.shop));
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
