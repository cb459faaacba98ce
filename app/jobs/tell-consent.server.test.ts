import { describe, expect, test } from 'vitest';
import { sayAboutMarketing, unsubscribe } from '../../tests/factories/people';
import { wakeupOf } from '../../tests/factories/wakeups';
import { sendingWorlds, type SendingWorld } from '../../tests/factories/sending-world';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import type { Services } from '~/services.server';
import { sweep } from './sweep.server';
import { tellConsentJob } from './tell-consent.server';

const inWorld = await sendingWorlds();

/** Shopify is not asked for people without a customer. */
const admin = { run: () => Promise.reject(new Error('Shopify was asked')) };
const tell = ({ app, bench, shop }: SendingWorld) =>
  tellConsentJob({ ...app, admin, postmark: createPostmarkClients(bench.url) }, { shopId: shop.id });
const tellings = ({ app, shop }: SendingWorld) =>
  app.db.prisma.consentTelling.findMany({ where: { shopId: shop.id, listener: 'postmark' } });
const suppressed = async ({ bench }: SendingWorld) =>
  (await bench.client.getSuppressions('broadcast', {})).Suppressions.map(({ EmailAddress }) => EmailAddress);

async function leavesAndComesBack(world: SendingWorld, why: 'unsubscribes' | 'complains'): Promise<string> {
  const { app, bench, shop } = world;
  const { email } = await world.recipient();
  await world.send();
  const [mail] = bench.standIn.inbox.messages({ to: email });
  if (why === 'complains') bench.standIn.inbox.complain(mail?.messageId ?? '');
  else await bench.client.createSuppressions('broadcast', { Suppressions: [{ EmailAddress: email }] });
  await sayAboutMarketing(app, shop.id, { email, state: 'withdrawn' });
  expect(await suppressed(world)).toEqual([email]);
  world.pass(60_000);
  await sayAboutMarketing(app, shop.id, { email, state: 'granted' });
  return email;
}

describe('somebody who left and comes back', () => {
  test('is taken off Postmark’s list, so that mail reaches them again', () =>
    inWorld(async (world) => {
      await leavesAndComesBack(world, 'unsubscribes');
      expect(await tell(world)).toEqual({ nextDueAt: null });
      expect(await suppressed(world)).toEqual([]);
      expect(await tellings(world)).toMatchObject([{ status: 'told', state: 'granted' }]);
    }));

  test('after a complaint stays on it: Postmark lets nobody lift that, and says so', () =>
    inWorld(async (world) => {
      const email = await leavesAndComesBack(world, 'complains');
      await tell(world);
      expect(await suppressed(world)).toEqual([email]);
      const [row] = await tellings(world);
      expect(row?.status).toBe('parked');
      expect(row?.problem).toMatch(/^Postmark says: .*authority/);
    }));
});

test('what Shopify cannot be told, as no customer is known, is put aside, and due once the sweep finds that one is', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const person = await world.recipient();
    await unsubscribe(app, shop.id, person);
    await tell(world);
    const toShopify = () => app.db.prisma.consentTelling.findFirst({ where: { shopId: shop.id, listener: 'shopify' } });
    expect(await toShopify()).toMatchObject({ status: 'waits' });
    const sweepAll = () => sweep({ ...app, settleAfterMs: 0 } as unknown as Services);
    await sweepAll();
    expect(await toShopify(), 'nobody is known yet').toMatchObject({ status: 'waits' });
    const value = 'gid://shopify/Customer/7';
    const row = {
      shopId: shop.id,
      kind: 'customer',
      value,
      profileId: person.profileId,
      evidence: 'test',
      linkedAt: app.clock.now(),
    };
    await app.db.prisma.identity.create({ data: row });
    await sweepAll();
    expect(await toShopify()).toMatchObject({ status: 'due' });
    expect(await wakeupOf(app, shop.id, 'tell-consent')).toMatchObject({ nextDueAt: expect.any(Date) });
  }));
