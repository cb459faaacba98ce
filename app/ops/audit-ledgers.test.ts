import { expect, test } from 'vitest';
import { withClient } from '../../setup/postgres/session';
import { makePerson } from '../../tests/factories/people';
import { createShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { auditLedgers, auditWords } from './audit-ledgers.server';

const database = await testDatabase();
const app = testApp(database);

async function audit(domain?: string): Promise<string[]> {
  const words: string[] = [];
  for await (const each of auditLedgers(app.db, domain)) words.push(auditWords(each));
  return words;
}

test('walks each shop’s ledger by itself, of all or one, and says where one is broken and why', async () => {
  const [whole, broken, empty] = [await createShop(app), await createShop(app), await createShop(app)];
  for (const { id } of [whole, broken])
    for (let people = 0; people < 3; people++) await withShop(id, () => makePerson(app, id));
  await withClient(database.ownerUrl, async (client) => {
    await client.query(`SELECT set_config('app.shop_id', $1, false)`, [broken.id]);
    await client.query('ALTER TABLE consent_entries DISABLE TRIGGER USER');
    await client.query(`UPDATE consent_entries SET "state" = 'withdrawn' WHERE "seq" = 2`);
    await client.query('ALTER TABLE consent_entries ENABLE TRIGGER USER');
  });
  const [one] = await audit(whole.domain);
  expect(one).toMatch(new RegExp(`^${whole.domain}: 3 entries, head [0-9a-f]{64}, intact$`));
  const all = await audit();
  expect(all).toHaveLength(3);
  expect(all).toContain(one);
  expect(all).toContain(`${empty.domain}: 0 entries, intact`);
  expect(all.find((words) => words.startsWith(broken.domain))).toMatch(
    /1 entry, head [0-9a-f]{64}\n {2}broken at entry 2: its contents were changed$/,
  );
  expect(await audit('nowhere.myshopify.com')).toEqual([]);
});
