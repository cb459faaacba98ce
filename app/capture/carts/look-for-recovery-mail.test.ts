import { expect, it } from 'vitest';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/tenant-pool.server';
import { lookForRecoveryMail } from './look-for-recovery-mail.server';
import type { RecoveryMails, RecoveryMailSeen } from './recovery-mail';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;

function reader(found: RecoveryMailSeen) {
  const asked: Parameters<RecoveryMails['seen']>[] = [];
  const recoveryMails: RecoveryMails = {
    seen: (...args) => {
      asked.push(args);
      return Promise.resolve(found);
    },
  };
  return { asked, recoveryMails };
}

it('looks at a week of checkouts that were left a day ago, keeps the newest look alone, and looks again tomorrow', async () => {
  const shop = await createShop(app);
  const look = (found: RecoveryMailSeen) => {
    const { asked, recoveryMails } = reader(found);
    return withShop(shop.id, async () => ({
      nextAt: await lookForRecoveryMail({ ...app, recoveryMails }, shop),
      asked,
      kept: await app.db.prisma.recoveryMailLook.findMany(),
    }));
  };
  const first = await look({ examined: 9, mailed: 4, lastAt: after(-2 * DAY_MS) });
  expect(first.nextAt).toEqual(after(DAY_MS));
  expect(first.asked).toEqual([[shop.domain, { from: after(-8 * DAY_MS), until: after(-DAY_MS) }]]);
  expect(first.kept).toEqual([
    { shopId: shop.id, lookedAt: TEST_START, examined: 9, mailed: 4, lastAt: after(-2 * DAY_MS) },
  ]);
  expect((await look({ examined: 3, mailed: 0, lastAt: null })).kept).toMatchObject([
    { examined: 3, mailed: 0, lastAt: null },
  ]);
});
