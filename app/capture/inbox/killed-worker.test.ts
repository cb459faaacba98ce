import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { inProject } from '../../../setup/places.mjs';
import { deliver, delivery } from '../../../tests/factories/deliveries';
import { createShop } from '../../../tests/factories/shops';
import { TEST_KEY, testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { processInbox } from './process-inbox.server';

const database = await testDatabase();
const app = testApp(database);
const { db } = app;

/** A worker that is killed when an entry's work is done and about to be committed. */
function dieInTheMiddle(shopId: string) {
  const modules = Object.fromEntries(
    [
      'platform/db/db',
      'platform/crypto/vault',
      'platform/clock/clock',
      'platform/logger',
      'capture/inbox/process-inbox',
    ].map((name) => [name.split('/').at(-1), JSON.stringify(inProject('app', ...`${name}.server.ts`.split('/')))]),
  );
  const program = `
    import { connectDatabase, withShop } from ${modules['db']};
    import { createVault } from ${modules['vault']};
    import { systemClock } from ${modules['clock']};
    import { createLogger } from ${modules['logger']};
    import { processInbox } from ${modules['process-inbox']};
    const db = connectDatabase(${JSON.stringify(database.appUrl)}, 2);
    const vault = createVault(Buffer.from('${TEST_KEY.toString('hex')}', 'hex'));
    const deps = { db, vault, systemClock, logger: createLogger('silent', 'worker') };
    await withShop('${shopId}', () => processInbox(deps, '${shopId}', async (tx, entry) => {
      await tx.shop.update({ where: { id: '${shopId}' }, data: { name: 'half done' } });
      console.log(entry.body);
      process.kill(process.pid, 'SIGKILL');
    }));`;
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: inProject(),
    encoding: 'utf8',
  });
}

it('an entry whose worker was killed waits as if it had never been touched, and is taken up by the next', async () => {
  const shop = await createShop(app);
  await deliver(app, shop.id, delivery('the entry'));
  expect(dieInTheMiddle(shop.id)).toMatchObject({ signal: 'SIGKILL', stdout: 'the entry\n', stderr: '' });

  const item = () => withShop(shop.id, () => db.prisma.inboxItem.findFirst({ where: { shopId: shop.id } }));
  expect(await item()).toMatchObject({ state: 'pending', attempts: 0, notBefore: null });
  expect(await db.prisma.shop.findUnique({ where: { id: shop.id } })).toMatchObject({ name: '' });

  const next = () => withShop(shop.id, () => processInbox(app, shop.id, () => Promise.resolve('done')));
  // The server has to notice first that the killed one is gone.
  await expect.poll(next, { timeout: 10_000 }).toBeNull();
  expect(await item()).toMatchObject({ state: 'done' });
});
