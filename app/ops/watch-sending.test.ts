import { describe, expect, test } from 'vitest';
import { transportBy } from '../../tests/factories/transport';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { wakeupOf } from '../../tests/factories/wakeups';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { home } from './home.server';
import { watchSending, type WatchDeps } from './watch-sending.server';

const inWorld = await pageWorlds();
const MINUTE_MS = 60_000;
const NOTICES = 'notices@kindred.example';

/** The operator's own server at the same Postmark, which goes on where the shop's fails. */
function watching({ app, bench }: PageWorld, changes: Partial<WatchDeps> = {}): WatchDeps {
  const { token } = bench.standIn.createServer({ name: 'Operator' });
  bench.standIn.senders.addSignature({ email: NOTICES, name: 'Kindred' });
  return {
    ...{ db: app.db, clock: app.clock, ids: app.ids, logger: app.logger },
    transport: transportBy(createPostmarkClients(bench.url)),
    operatorMail: { token, from: NOTICES },
    settingsUrl: (domain) => `https://${domain}/admin/apps/key/app/settings`,
    ...changes,
  };
}

/** From now on Postmark refuses what the shop itself sends: nobody has confirmed its address. */
async function stopSending({ app, shop, recipient, send }: PageWorld): Promise<void> {
  await recipient();
  const fromEmail = 'shop@never-confirmed.example';
  await app.db.prisma.sender.update({ where: { shopId: shop.id }, data: { fromEmail } });
  await send();
}

async function goOn({ app, shop, sender: { fromEmail }, pass, send }: PageWorld): Promise<void> {
  await app.db.prisma.sender.update({ where: { shopId: shop.id }, data: { fromEmail } });
  pass(60 * MINUTE_MS);
  await send();
}

const told = ({ bench }: PageWorld) => bench.standIn.inbox.messages({ to: 'owner@shop.example' });

describe('a shop whose mail does not leave', () => {
  test('is left alone while it is well', () =>
    inWorld(async (world) => {
      await world.recipient();
      await world.send();
      expect(await watchSending(watching(world), world.shop.id)).toBeNull();
      expect(told(world)).toEqual([]);
    }));

  test('hears of it after half an hour, once, through the operator’s account', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await stopSending(world);
      const since = world.app.clock.now();
      const tellAt = await watchSending(deps, world.shop.id);
      expect(tellAt).toEqual(new Date(since.getTime() + 30 * MINUTE_MS));
      world.pass(29 * MINUTE_MS);
      await watchSending(deps, world.shop.id);
      expect(told(world), 'too early').toEqual([]);
      world.pass(MINUTE_MS);
      for (let time = 0; time < 3; time++) await watchSending(deps, world.shop.id);
      expect(told(world)).toMatchObject([{ subject: 'Oak & Elm: Kindred cannot send at the moment' }]);
      expect(told(world)[0]?.text).toContain(`https://${world.shop.domain}/admin/apps/key/app/settings`);
    }));

  test('hears of the next time, too, once mail has left in between', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      for (let time = 0; time < 2; time++) {
        await stopSending(world);
        await watchSending(deps, world.shop.id);
        world.pass(31 * MINUTE_MS);
        await watchSending(deps, world.shop.id);
        await goOn(world);
        expect(await watchSending(deps, world.shop.id), 'nothing more to look at').toBeNull();
      }
      expect(told(world)).toHaveLength(2);
    }));

  test('is told by one of many workers', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await stopSending(world);
      await watchSending(deps, world.shop.id);
      world.pass(31 * MINUTE_MS);
      await Promise.all(Array.from({ length: 5 }, () => watchSending(deps, world.shop.id)));
      expect(told(world)).toHaveLength(1);
    }));

  test('is tried again later where not even the operator can send', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await stopSending(world);
      await watchSending(deps, world.shop.id);
      world.pass(31 * MINUTE_MS);
      await watchSending(
        { ...deps, operatorMail: { token: 'not-a-token-of-any-server', from: NOTICES } },
        world.shop.id,
      );
      expect(told(world)).toEqual([]);
      world.pass(30 * MINUTE_MS);
      await watchSending(deps, world.shop.id);
      expect(told(world)).toHaveLength(1);
    }));

  test('stands on Home alone where nobody runs mail of the app’s own', () =>
    inWorld(async (world) => {
      const deps = watching(world, { operatorMail: null });
      await stopSending(world);
      await watchSending(deps, world.shop.id);
      world.pass(31 * MINUTE_MS);
      await watchSending(deps, world.shop.id);
      expect(told(world)).toEqual([]);
      expect((await home(world.pages, world.domain)).health.sendingProblem).toMatch(/Postmark/);
    }));

  test('wakes the watch', () =>
    inWorld(async (world) => {
      await stopSending(world);
      expect(await wakeupOf(world.app, world.shop.id, 'watch-sending')).toMatchObject({
        nextDueAt: world.app.clock.now(),
      });
    }));
});
