import { describe, expect, test } from 'vitest';
import { SHARED_A_DAY } from '~/decisions/send-policy/arbiter/way-out-rules';
import { LENT_DOMAIN, sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';

const inWorld = await sendingWorlds();
const HOUR_MS = 3_600_000;

/** The shop's server is one that Kindred made, and its own domain is not verified. */
async function withoutDomain({ app, bench, shop }: SendingWorld, beforeDomain: 'only-shop' | 'shared'): Promise<void> {
  bench.standIn.senders.addDomain({ name: LENT_DOMAIN });
  const data = { postmarkServerId: bench.server.id, beforeDomain };
  await app.db.prisma.sender.update({ where: { shopId: shop.id }, data });
  await app.db.prisma.shop.update({ where: { id: shop.id }, data: { email: 'owner@oak.example' } });
}

async function verifyDomain({ app, shop }: SendingWorld): Promise<void> {
  const now = app.clock.now();
  const row = { shopId: shop.id, name: 'shop.example', isDkimVerified: true, createdAt: now, checkAt: now };
  await app.db.prisma.senderDomain.upsert({ where: { shopId: shop.id }, create: row, update: row });
}

const taken = ({ bench }: SendingWorld) => bench.standIn.inbox.messages({});

/** Sends what is due, and gives from whom it left and where answers go. */
async function sentFrom({ deps, send }: SendingWorld): Promise<[string, string | null][]> {
  const left: [string, string | null][] = [];
  const { transport } = deps;
  await send({
    transport: {
      ...transport,
      sendBatch(account, emails) {
        left.push(...emails.map(({ from, replyTo }): [string, string | null] => [from, replyTo]));
        return transport.sendBatch(account, emails);
      },
    },
  });
  return left;
}

describe('a shop without a verified domain', () => {
  test('writes by the shared domain, and answers go to the shop', () =>
    inWorld(async (world) => {
      await withoutDomain(world, 'shared');
      await world.recipient();
      const from = `"Oak & Elm" <${world.shop.domain.split('.')[0]}@${LENT_DOMAIN}>`;
      expect(await sentFrom(world)).toEqual([[from, 'team@shop.example']]);
      expect(taken(world)).toMatchObject([{ from }]);
    }));

  test('writes to itself alone where it chose that; everybody else’s mail waits, with its reason', () =>
    inWorld(async (world) => {
      await withoutDomain(world, 'only-shop');
      const owner = await world.recipient({ email: 'owner@oak.example' });
      const other = await world.recipient();
      await world.send();
      expect(taken(world).map(({ to }) => to)).toEqual(['owner@oak.example']);
      expect(await world.now(owner)).toMatchObject({ state: 'accepted' });
      expect(await world.now(other)).toMatchObject({ state: 'planned', reason: { code: 'domain-not-verified' } });
    }));

  test('writes to everybody, by its own address, as soon as the domain is verified', () =>
    inWorld(async (world) => {
      await withoutDomain(world, 'only-shop');
      const recipient = await world.recipient();
      await world.send();
      expect(taken(world)).toEqual([]);
      await verifyDomain(world);
      world.pass(HOUR_MS / 4);
      expect(await sentFrom(world)).toEqual([['"Oak & Elm" <hello@shop.example>', 'team@shop.example']]);
      expect(await world.now(recipient)).toMatchObject({ state: 'accepted' });
    }));

  test('sends no more than the shared domain takes in a day, whoever sends it, and the rest the day after', () =>
    inWorld(async (world) => {
      await withoutDomain(world, 'shared');
      const extra = 5;
      const people = await world.recipients(SHARED_A_DAY + extra);
      await Promise.all([world.send(), world.send(), world.send()]);
      expect(taken(world)).toHaveLength(SHARED_A_DAY);
      const states = await Promise.all(people.map((each) => world.now(each)));
      const waiting = states.filter(({ state }) => state === 'planned');
      expect(waiting).toHaveLength(extra);
      for (const { reason, expiresAt } of waiting) {
        expect(reason).toMatchObject({ code: 'shared-limit', most: SHARED_A_DAY });
        expect(expiresAt).toBeInstanceOf(Date);
      }
      const { app, shop } = world;
      await app.db.prisma.message.updateMany({
        where: { shopId: shop.id, state: 'planned' },
        data: { expiresAt: new Date(app.clock.now().getTime() + 48 * HOUR_MS) },
      });
      world.pass(24 * HOUR_MS);
      await world.send();
      expect(taken(world)).toHaveLength(SHARED_A_DAY + extra);
      expect(world.duplicates()).toEqual([]);
    }));
});
