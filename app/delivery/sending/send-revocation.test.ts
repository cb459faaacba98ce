import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { unsubscribe } from '../../../tests/factories/people';
import { sendingWorlds, type Recipient, type SendingWorld } from '../../../tests/factories/sending-world';

const inWorld = await sendingWorlds();

/** The person opts out; gives the moment at which that was acknowledged. */
async function optOut({ app, shop }: SendingWorld, person: Recipient): Promise<number> {
  await unsubscribe(app, shop.id, person);
  return performance.now();
}

const requestArrived = ({ bench }: SendingWorld) =>
  bench.log.waitFor((entry) => entry.kind === 'request' && entry.path === '/email/batch', {
    what: 'a batch of mails at Postmark',
    timeoutMs: 10_000,
  });

describe('once an opt-out is acknowledged no mail to that person begins to leave:', () => {
  test('while a worker prepares it', () =>
    inWorld(async (world) => {
      const ana = await world.recipient();
      let acknowledgedAt = Infinity;
      const renderer = {
        ...world.deps.renderer,
        render: async (...args: Parameters<typeof world.deps.renderer.render>) => {
          acknowledgedAt = await optOut(world, ana);
          return world.deps.renderer.render(...args);
        },
      };
      world.pass(1_000);
      await world.send({ renderer });
      expect(acknowledgedAt).toBeLessThan(Infinity);
      expect(world.counts()).toEqual({});
      expect(await world.now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'no-consent' } });
    }));

  test('while a request is on its way it waits, and the mail counts as sent before', () =>
    inWorld(async (world) => {
      const ana = await world.recipient();
      world.bench.standIn.faults.next({ kind: 'slow', delayMs: 300 });
      world.pass(1_000);
      const sending = world.send();
      await requestArrived(world);
      const acknowledgedAt = await optOut(world, ana);
      await sending;
      expect(world.counts()).toEqual({ [ana.email]: 1 });
      expect(world.mailsBegunAfter(ana, acknowledgedAt)).toEqual([]);
    }));

  test('at whatever moment of the sending it comes', () =>
    inWorld(async (world) => {
      const outcomes = new Set<string>();
      // On a slow machine a mail leaves after more looks than on a quick one: it goes on until some opt-out came too late.
      for (let queries = 0; queries <= 120 || !outcomes.has('accepted'); queries += queries < 120 ? 8 : 120) {
        expect(queries, 'no mail ever left before an opt-out').toBeLessThan(10_000);
        const people = await world.recipients(3);
        world.pass(1_000);
        const optingOut = people.map(async (person, index) => {
          // The moment is a number of looks at the database, so that it falls into every part of the sending.
          for (let query = 0; query < queries + index; query++) await world.app.db.pool.query('SELECT 1');
          return { person, at: await optOut(world, person) };
        });
        await Promise.all([world.send(), world.send()]);
        for (const { person, at } of await Promise.all(optingOut)) {
          expect(world.mailsBegunAfter(person, at), `after ${queries} queries`).toEqual([]);
          outcomes.add((await world.now(person)).state);
        }
      }
      expect([...outcomes].sort()).toEqual(['accepted', 'skipped']);
      expect(Object.values(world.counts()).filter((count) => count > 1)).toEqual([]);
    }));

  test('where the last check takes longer than an opt-out may wait', () =>
    inWorld(async (world) => {
      const { db } = world.app;
      const [ana, ben] = [await world.recipient(), await world.recipient()];
      world.pass(1_000);
      const overload = await withShop(world.shop.id, () => db.pool.connect());
      const renderer = {
        ...world.deps.renderer,
        render: async (...args: Parameters<typeof world.deps.renderer.render>) => {
          // Somebody else is at one of the messages: they are decided about, and then cannot be marked.
          await overload.query('BEGIN');
          await overload.query('SELECT 1 FROM messages WHERE "id" = $1 FOR UPDATE', [ben.message.id]);
          return world.deps.renderer.render(...args);
        },
      };
      const sending = world.send({ renderer });
      const acknowledgedAt = await (async () => {
        await waitingForLock(db.pool);
        return optOut(world, ana);
        // What was held is let go of whatever happened: else the sender would wait for ever, and nobody learn why.
      })().finally(() => overload.release(true));
      await sending;
      expect(world.mailsBegunAfter(ana, acknowledgedAt)).toEqual([]);
      expect(world.counts()).toEqual({ [ben.email]: 1 });
      const kept = await db.prisma.messageContent.findMany({ where: { shopId: world.shop.id } });
      expect(kept.map(({ messageId }) => messageId)).toEqual([ben.message.id]);
      await world.send();
      expect(await world.now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'no-consent' } });
    }));

  test('and whoever opted out before the worker began gets nothing', () =>
    inWorld(async (world) => {
      const [ana, ben] = [await world.recipient(), await world.recipient()];
      world.pass(1_000);
      await optOut(world, ana);
      await world.send();
      expect(world.counts()).toEqual({ [ben.email]: 1 });
    }));
});

describe('an opt-out', () => {
  test('holds up nobody else’s mail', () =>
    inWorld(async (world) => {
      const people = await world.recipients(5);
      world.pass(1_000);
      const [first] = people;
      if (!first) throw new Error('five people were asked for');
      await Promise.all([optOut(world, first), world.send()]);
      const others = people.slice(1).map(({ email }) => email);
      expect(Object.keys(world.counts())).toEqual(expect.arrayContaining(others));
    }));

  test('is acknowledged within seconds even while Postmark hangs on that person’s own mail', () =>
    inWorld(async (world) => {
      const ana = await world.recipient();
      world.bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
      world.pass(1_000);
      const sending = world.send();
      await requestArrived(world);
      const askedAt = performance.now();
      const at = await optOut(world, ana);
      expect(at - askedAt).toBeLessThan(5_000);
      await sending;
      expect(world.mailsBegunAfter(ana, at)).toEqual([]);
    }));
});
