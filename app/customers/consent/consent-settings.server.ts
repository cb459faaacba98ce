import { z } from 'zod';
import type { Db } from '~/platform/db/db.server';
import { topicsSchema, USUAL_TOPICS, type Topic } from '../preferences/topics';
import type { DoubleOptIn } from './double-opt-in';

/** How a shop asks for consent, and what its readers can choose. */
export interface ConsentSettings {
  doubleOptIn: DoubleOptIn;
  topics: Topic[];
  /** The wording its sign-up forms show; null: the usual one. */
  wordingVersion: number | null;
}

const mode = z.enum(['off', 'everywhere', 'countries']).catch('everywhere');

export async function loadConsentSettings(db: Db, shopId: string): Promise<ConsentSettings> {
  const row = await db.consentSetting.findUnique({ where: { shopId } });
  if (!row) return { doubleOptIn: { mode: 'off', countries: [] }, topics: USUAL_TOPICS, wordingVersion: null };
  return {
    doubleOptIn: { mode: mode.parse(row.doubleOptIn), countries: row.countries },
    topics: row.topics === null ? USUAL_TOPICS : topicsSchema.parse(row.topics),
    wordingVersion: row.wordingVersion,
  };
}

export async function saveConsentSettings(db: Db, shopId: string, settings: ConsentSettings): Promise<void> {
  const { doubleOptIn, topics, wordingVersion } = settings;
  const row = { doubleOptIn: doubleOptIn.mode, countries: doubleOptIn.countries, topics, wordingVersion };
  await db.consentSetting.upsert({ where: { shopId }, create: { shopId, ...row }, update: row });
}
