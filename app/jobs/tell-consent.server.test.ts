import { describe, expect, test } from 'vitest';
import { sayAboutMarketing } from '../../tests/factories/people';
import { sendingWorlds, type SendingWorld } from '../../tests/factories/sending-world';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
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
