import { expect, test } from 'vitest';
import { withShop, type Db } from '~/platform/db/db.server';
import { withClient } from '../../../setup/postgres/session';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { rowsRead } from '../../../tests/factories/rows-read';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { claimMessages } from './claim-messages.server';
import { higherDueAt, sentLately, toldOfCart } from './ledger-facts.server';
import { noteUnsubscribed } from './note-engagement.server';

const database = await testDatabase();
const app = testApp(database);

const MANY = 3_000;
const BATCH = 100;
/** What a statement may read of the ledger for each message of a batch. */
const FEW = 12;

/** Many people with one message each: sent ones, of which the statistics are, that then become such as the ledger's `change` says. */
async function fillLedger(shopId: string, change: string): Promise<void> {
  const { profileId } = await makePerson(app, shopId);
  const { id } = await plan(app, shopId, { profileId });
  await withClient(database.ownerUrl, async (client) => {
    await client.query(`SELECT set_config('app.shop_id', $1, false)`, [shopId]);
    for (const table of ['profiles', 'messages']) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await client.query(
      `INSERT INTO profiles ("shopId", "id", "createdAt", "lastSeenAt")
       SELECT $1, gen_random_uuid(), now(), now() FROM generate_series(1, $2::int)`,
      [shopId, MANY],
    );
    await client.query(
      `INSERT INTO messages ("shopId", "id", "sourceKind", "sourceId", "stepKey", "profileId", "flowKey", "templateKey", "subject", "dueAt",
         "expiresAt", "plannedAt", "state")
       SELECT m."shopId", gen_random_uuid(), m."sourceKind", gen_random_uuid(), m."stepKey", p."id", m."flowKey", m."templateKey", m."subject",
         m."dueAt", m."expiresAt", m."plannedAt", 'accepted'
       FROM profiles p, messages m WHERE p."shopId" = $1 AND m."shopId" = $1 AND m."id" = $2 AND p."id" <> m."profileId"`,
      [shopId, id],
    );
    await client.query('ANALYZE messages');
    await client.query(`UPDATE messages SET ${change} WHERE "shopId" = $1`, [shopId]);
  });
}

/** How many rows of the ledger a piece of work reads. */
const readBy = (work: (tx: Db) => Promise<unknown>): Promise<number> =>
  app.db.transaction((tx) => rowsRead(tx, ['messages'], () => work(tx)));

test('a claim reads a batch, though thousands fell due since the statistics were made', async () => {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    await fillLedger(shopId, `"state" = 'planned'`);
    let claimed = 0;
    const read = await readBy(async (tx) => {
      claimed = (await claimMessages(tx, app, shopId, BATCH)).length;
    });
    expect(claimed).toBe(BATCH);
    expect(read).toBeLessThan(BATCH * FEW);
  });
});

test('what a mail’s person got is read of that person, though thousands were sent since the statistics were made', async () => {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    await fillLedger(shopId, `"sentAt" = now()`);
    const messages = await app.db.prisma.message.findMany({ where: { shopId }, take: BATCH });
    const asked = messages.map((message) => ({ message, addressId: message.addressId }));
    const now = app.clock.now();
    const ofCarts = messages.map(({ id, profileId, addressId }) => ({
      ...{ id, profileId, addressId, flowKey: 'another', names: ['cart'], since: now },
    }));
    expect(await readBy((tx) => sentLately(tx, shopId, asked, now))).toBeLessThan(BATCH * FEW);
    expect(await readBy((tx) => higherDueAt(tx, shopId, asked, now))).toBeLessThan(BATCH * FEW);
    expect(await readBy((tx) => toldOfCart(tx, shopId, ofCarts))).toBeLessThan(BATCH * FEW);
  });
});

test.each([
  ['by a link of that mail', (id: string) => id],
  ['elsewhere', () => null],
])('a no to all mail, %s, is noted of the mail it answers without reading the others', async (_where, linkOf) => {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    await fillLedger(shopId, `"sentAt" = now()`);
    const where = { shopId, addressId: { not: null } };
    const { id, addressId, sentAt } = await app.db.prisma.message.findFirstOrThrow({ where });
    if (!addressId || !sentAt) throw new Error('it was not sent');
    await app.db.prisma.message.updateMany({ where: { shopId, id }, data: { state: 'accepted' } });
    const told = { addressId, messageId: linkOf(id), at: after(1_000, sentAt) };
    expect(await readBy((tx) => noteUnsubscribed(tx, shopId, told))).toBeLessThan(FEW);
    expect(await app.db.prisma.message.findMany({ where: { shopId, unsubscribedAt: { not: null } } })).toMatchObject([
      { id, unsubscribedAt: told.at },
    ]);
  });
});
