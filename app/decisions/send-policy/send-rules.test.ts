import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { sendRules } from './send-rules.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const SENDER = { transactionalStream: 'outbound' };

describe('a shop’s rules', () => {
  test('are the defaults until it sets some: a cap of sixteen hours, four mails a week, quiet from nine to eight', async () => {
    const { id } = await createShop(app);
    await prisma.shop.update({ where: { id }, data: { timezone: 'America/New_York' } });
    await withShop(id, async () => {
      const rules = await sendRules(prisma, id, null);
      const quiet = { fromMinute: 21 * 60, untilMinute: 8 * 60 };
      const timezone = 'America/New_York';
      expect(rules).toEqual({
        isPaused: false,
        hasSender: false,
        ...{ stoppedFor: null, wayOut: 'own', shopAddressId: null },
        hasTransactionalStream: false,
        frequencyCapMinutes: 960,
        weeklyBudget: 4,
        quiet,
        timezone,
      });
      expect(await sendRules(prisma, id, SENDER)).toMatchObject({ hasSender: true });
    });
  });

  test('are the same for all workers that are the first to ask, at once', async () => {
    const { id } = await createShop(app);
    await withShop(id, async () => {
      const asked = await Promise.all(Array.from({ length: 8 }, () => sendRules(prisma, id, SENDER)));
      expect(new Set(asked.map((rules) => JSON.stringify(rules))).size).toBe(1);
      expect(await prisma.sendPolicy.count({ where: { shopId: id } })).toBe(1);
    });
  });

  test('have no quiet hours where one of their ends is missing', async () => {
    const { id } = await createShop(app);
    await withShop(id, async () => {
      await prisma.sendPolicy.create({ data: { shopId: id, quietFromMinute: null, isPaused: true } });
      expect(await sendRules(prisma, id, SENDER)).toMatchObject({ quiet: null, isPaused: true });
    });
  });
});
