import { z } from 'zod';
import type { Db } from '~/platform/db/db.server';
import {
  retentionKeys,
  retentionRules,
  usualRetention,
  type RetentionKey,
  type RetentionSettings,
} from './retention-rules';

/** How long a shop keeps what: its own rules, or the usual ones. */
export async function loadRetention(db: Db, shopId: string): Promise<RetentionSettings> {
  const row = await db.retentionSetting.findUnique({ where: { shopId } });
  return row ? (Object.fromEntries(retentionKeys.map((key) => [key, row[key]])) as RetentionSettings) : usualRetention;
}

export async function saveRetention(db: Db, shopId: string, settings: RetentionSettings): Promise<void> {
  await db.retentionSetting.upsert({ where: { shopId }, create: { shopId, ...settings }, update: settings });
}

function within(key: RetentionKey) {
  const { unit, least, most } = retentionRules[key];
  return z.coerce
    .number({ error: `must be a number of ${unit}` })
    .int(`must be whole ${unit}`)
    .min(least, `must be at least ${least} ${unit}`)
    .max(most, `must be at most ${most} ${unit}`);
}

/** The form of the settings, all of them within their bounds. */
export const retentionForm = z.object(
  Object.fromEntries(retentionKeys.map((key) => [key, within(key)])) as Record<RetentionKey, ReturnType<typeof within>>,
);
