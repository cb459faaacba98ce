import { describe, expect, it } from 'vitest';
import { processInbox } from '~/capture/inbox/process-inbox.server';
import { withShop } from '~/platform/db/db.server';
import { deliver, delivery } from '../../../tests/factories/deliveries';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { letReportsPass } from './let-reports-pass.server';

const app = testApp(await testDatabase());
/** Longer than any test may take. */
const LONG_MS = 3_600_000;

/** A shop with one report that waits. */
async function inShop(work: (shopId: string) => Promise<void>): Promise<void> {
  const { id } = await createShop(app);
  await withShop(id, async () => {
    await deliver(app, id, delivery('one', { externalId: 'one' }));
    await work(id);
  });
}

describe('between the pages of a sync', () => {
  it('reports that wait go first, and as soon as they are read the sync goes on', () =>
    inShop(async (shopId) => {
      const passed: string[] = [];
      const passing = letReportsPass(app, shopId, LONG_MS).then(() => passed.push('sync'));
      await processInbox(app, shopId, () => {
        passed.push('report');
        return Promise.resolve('done');
      });
      await passing;
      expect(passed).toEqual(['report', 'sync']);
    }));

  it('nobody waits for longer than the page took, nor for what cannot be read yet', () =>
    inShop(async (shopId) => {
      await letReportsPass(app, shopId, 0);
      await processInbox(app, shopId, () => Promise.reject(new Error('not today')));
      await letReportsPass(app, shopId, LONG_MS);
      expect(await app.db.prisma.inboxItem.count({ where: { shopId, state: 'pending' } })).toBe(1);
    }));
});
