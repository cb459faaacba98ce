import { describe, expect, test } from 'vitest';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { transportBy } from '../../../tests/factories/transport';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import type { WatchDeps } from '../watch-sending.server';
import { nextOffersLetterAt, watchOffers } from './watch-offers.server';

const inWorld = await pageWorlds();
const MINUTE_MS = 60_000;
const NOTICES = 'notices@kindred.example';

function watching({ app, bench }: PageWorld, changes: Partial<WatchDeps> = {}): WatchDeps {
  const { token } = bench.standIn.createServer({ name: 'Operator' });
  bench.standIn.senders.addSignature({ email: NOTICES });
  return {
    ...{ db: app.db, clock: app.clock, ids: app.ids, logger: app.logger },
    transport: transportBy(createPostmarkClients(bench.url, 1)),
    operatorMail: { token, from: NOTICES },
    settingsUrl: (domain) => `https://${domain}/admin/apps/key/app/settings`,
    ...changes,
  };
}

/** An offer, and what it lacks. */
async function offer(
  { app, shop }: PageWorld,
  name: string,
  lacks: { problem?: string; dryAt?: Date; isOn?: boolean },
) {
  const id = app.ids.next();
  await app.db.prisma.offer.create({
    data: {
      ...{ shopId: shop.id, id, name, prefix: 'BACK', validDays: 7, createdAt: app.clock.now(), marker: `K-${id}` },
      ...{ terms: { kind: 'percent', percent: 10 }, ...lacks },
    },
  });
  return id;
}

const letters = ({ bench }: PageWorld) => bench.standIn.inbox.messages({ to: 'owner@shop.example' });

describe('mails that wait for codes', () => {
  test('are told of at once where Shopify does not take the offer, and once', () =>
    inWorld(async (world) => {
      const deps = watching(world);
      await offer(world, 'Come <b>back</b>', { problem: 'Percentage must be below 100' });
      await watchOffers(deps, world.shop.id);
      await watchOffers(deps, world.shop.id);
      const [letter, ...more] = letters(world);
      expect(more).toEqual([]);
      expect(letter?.text).toContain('“Come <b>back</b>”: Shopify does not take its discount (“Percentage must be');
      expect(letter?.text).toContain('/app/settings/offers');
      expect(letter?.html).not.toContain('<b>back</b>');
    }));

  test('are told of after half an hour without a code, and again when codes came and went', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const deps = watching(world);
      const id = await offer(world, 'Back', { dryAt: app.clock.now() });
      const dueAt = await watchOffers(deps, shop.id);
      expect(letters(world)).toHaveLength(0);
      expect(dueAt).toEqual(await nextOffersLetterAt(app, shop.id));
      world.pass(30 * MINUTE_MS);
      expect(dueAt).toEqual(app.clock.now());
      expect(await watchOffers(deps, shop.id)).toBeNull();
      expect(letters(world)).toHaveLength(1);
      await app.db.prisma.offer.update({
        where: { shopId_id: { shopId: shop.id, id } },
        data: { dryAt: app.clock.now(), toldAt: null },
      });
      world.pass(31 * MINUTE_MS);
      await watchOffers(deps, shop.id);
      expect(letters(world)).toHaveLength(2);
    }));

  test('are not told of where the offer is off, or nobody can be told', () =>
    inWorld(async (world) => {
      await offer(world, 'Off', { problem: 'no', isOn: false });
      expect(await watchOffers(watching(world), world.shop.id)).toBeNull();
      await offer(world, 'On', { problem: 'no' });
      expect(await watchOffers(watching(world, { operatorMail: null }), world.shop.id)).toBeNull();
      expect(letters(world)).toHaveLength(0);
    }));
});
