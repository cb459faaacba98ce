import { describe, expect, test } from 'vitest';
import type { SendingWorld } from '../../../tests/factories/sending-world';
import { sendingWorlds, SETTLE_MS } from '../../../tests/factories/sending-world';

const MINUTE = 60_000;
const inWorld = await sendingWorlds();

/** Lets time pass and the jobs run until nothing is in flight any more. */
async function untilSettled({ pass, settle, send, app, shop }: SendingWorld): Promise<void> {
  const open = () =>
    app.db.prisma.message.count({
      where: { shopId: shop.id, state: { in: ['planned', 'claimed', 'requested', 'unknown'] } },
    });
  for (let round = 0; (await open()) && round < 10; round++) {
    pass(SETTLE_MS);
    await settle();
    await send();
  }
  expect(await open(), 'messages still in flight').toBe(0);
}

describe('a refusal that is surely one is tried again:', () => {
  test.each(['rate-limit', 'unavailable'] as const)('%s', (kind) =>
    inWorld(async ({ recipient, send, now, counts, pass, bench }) => {
      const ana = await recipient();
      bench.standIn.faults.next({ kind });
      await send();
      expect(await now(ana)).toMatchObject({
        state: 'planned',
        attempts: 1,
        sentAt: null,
        reason: { code: 'try-later' },
      });
      expect(counts()).toEqual({});
      pass(MINUTE);
      await send();
      expect(counts()).toEqual({ [ana.email]: 1 });
      expect(await now(ana)).toMatchObject({ state: 'accepted', attempts: 2, reason: null });
    }),
  );

  test('nobody listens at Postmark’s', () =>
    inWorld(async ({ recipient, send, now, counts, pass, bench }) => {
      const ana = await recipient();
      await bench.standIn.faults.outage(true);
      await send();
      expect(await now(ana)).toMatchObject({ state: 'planned', reason: { code: 'try-later' } });
      await bench.standIn.faults.outage(false);
      pass(MINUTE);
      await send();
      expect(counts()).toEqual({ [ana.email]: 1 });
    }));

  test('the token is not Postmark’s yet', () =>
    inWorld(async ({ recipient, send, now, counts, pass, app, shop, sender }) => {
      const ana = await recipient();
      const save = (token: string) =>
        app.db.prisma.sender.update({
          where: { shopId: shop.id },
          data: { postmarkToken: app.vault.seal(token, shop.id) },
        });
      await save('no-such-token');
      await send();
      expect(await now(ana)).toMatchObject({ state: 'planned', reason: { code: 'try-later' } });
      await save(sender.postmarkToken);
      pass(MINUTE);
      await send();
      expect(counts()).toEqual({ [ana.email]: 1 });
    }));

  test('the shop’s own domain is not confirmed yet', () =>
    inWorld(async ({ recipient, send, now, app, shop }) => {
      const ana = await recipient();
      await app.db.prisma.sender.update({ where: { shopId: shop.id }, data: { fromEmail: 'hello@elsewhere.example' } });
      await send();
      const reason = { code: 'try-later', detail: expect.stringContaining('Postmark 400') };
      expect(await now(ana)).toMatchObject({ state: 'planned', reason });
    }));
});

describe('without an answer the outcome is unknown, and evidence settles it:', () => {
  test('taken, and the answer was lost: it is not sent again', () =>
    inWorld(async (world) => {
      const ana = await world.recipient();
      world.bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
      await world.send();
      expect(await world.now(ana)).toMatchObject({ state: 'unknown', reason: { code: 'no-answer' } });
      await untilSettled(world);
      const [mail] = world.bench.standIn.inbox.messages();
      expect(await world.now(ana)).toMatchObject({
        state: 'accepted',
        attempts: 1,
        providerMessageId: mail?.messageId,
      });
      expect(world.counts()).toEqual({ [ana.email]: 1 });
    }));

  test.each(['rejected-then-timeout', 'reset-connection', 'server-error'] as const)(
    'not taken (%s): it is sent once more, when the search must know',
    (kind) =>
      inWorld(async (world) => {
        const ana = await world.recipient();
        world.bench.standIn.faults.next({ kind });
        await world.send();
        expect((await world.now(ana)).state).toBe('unknown');
        world.pass(SETTLE_MS - 1);
        await world.settle();
        await world.send();
        expect(world.counts(), 'sent before it could be known').toEqual({});
        await untilSettled(world);
        expect(world.counts()).toEqual({ [ana.email]: 1 });
        expect(await world.now(ana)).toMatchObject({ state: 'accepted', attempts: 2 });
      }),
  );

  test('Postmark’s search lags by ten minutes: what it does not find yet is not taken for not sent', () =>
    inWorld(
      async (world) => {
        const people = await world.recipients(3);
        world.bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
        await world.send();
        await untilSettled(world);
        expect(world.counts()).toEqual(Object.fromEntries(people.map(({ email }) => [email, 1])));
      },
      { searchLagMs: 600_000 },
    ));

  test('Postmark cannot be asked: nothing is decided until it can', () =>
    inWorld(async (world) => {
      const ana = await world.recipient();
      world.bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
      await world.send();
      world.pass(SETTLE_MS);
      await world.bench.standIn.faults.outage(true);
      await expect(world.settle()).rejects.toThrow();
      expect((await world.now(ana)).state).toBe('unknown');
      await world.bench.standIn.faults.outage(false);
      await untilSettled(world);
      expect(world.counts()).toEqual({ [ana.email]: 1 });
    }));
});

describe('in a batch', () => {
  test('one inactive recipient is refused, all others get their mail', () =>
    inWorld(async ({ recipients, send, now, counts, bench }) => {
      const people = await recipients(4);
      const [, gone] = people;
      if (!gone) throw new Error('four people were asked for');
      await bench.client.createSuppressions('broadcast', { Suppressions: [{ EmailAddress: gone.email }] });
      await send();
      const others = people.filter((person) => person !== gone);
      expect(counts()).toEqual(Object.fromEntries(others.map(({ email }) => [email, 1])));
      const refused = await now(gone);
      expect(refused).toMatchObject({ state: 'rejected', sentAt: null, reason: { code: 'inactive-recipient' } });
      expect(JSON.stringify(refused.reason)).not.toContain(gone.email);
    }));

  test('half of which fails for a passing reason, that half goes later, each once', () =>
    inWorld(async (world) => {
      const people = await world.recipients(6);
      world.bench.standIn.faults.next({ kind: 'half-batch-fails', errorCode: 100 });
      await world.send();
      expect(Object.keys(world.counts())).toHaveLength(3);
      world.pass(MINUTE);
      await world.send();
      expect(world.counts()).toEqual(Object.fromEntries(people.map(({ email }) => [email, 1])));
    }));

  test('half of which fails for good, that half is refused and never tried again', () =>
    inWorld(async (world) => {
      const people = await world.recipients(4);
      world.bench.standIn.faults.next({ kind: 'half-batch-fails', errorCode: 300 });
      await world.send();
      await untilSettled(world);
      const states = await Promise.all(people.map(async (person) => (await world.now(person)).state));
      expect(states.sort()).toEqual(['accepted', 'accepted', 'rejected', 'rejected']);
      expect(Object.values(world.counts())).toEqual([1, 1]);
    }));
});

test(
  'through troubles of every kind each person gets exactly one mail',
  () =>
    inWorld(
      async (world) => {
        const people = await world.recipients(40);
        world.bench.standIn.faults.mix({
          rate: 0.5,
          kinds: [
            'rate-limit',
            'server-error',
            'unavailable',
            'reset-connection',
            'accepted-then-timeout',
            'rejected-then-timeout',
          ],
        });
        // Few at a time, so that there are many requests to go wrong.
        const { prisma } = world.app.db;
        for (const [index, { message }] of people.entries())
          await prisma.message.updateMany({
            where: { id: message.id },
            data: { dueAt: new Date(world.app.clock.now().getTime() + index * MINUTE) },
          });
        for (const _ of people) {
          await world.send();
          world.pass(MINUTE);
          await world.settle();
        }
        await untilSettled(world);
        expect(world.bench.entries('request').filter(({ fault }) => fault !== null).length).toBeGreaterThan(15);
        expect(world.duplicates()).toEqual([]);
        expect(world.counts()).toEqual(Object.fromEntries(people.map(({ email }) => [email, 1])));
      },
      { seed: 5 },
    ),
  60_000,
);
