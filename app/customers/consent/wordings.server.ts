import { createHash } from 'node:crypto';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Evidence } from './evidence';

export interface Wording {
  version: number;
  locale: string;
  text: string;
}

/**
 * The version of a sentence in a language: the one it has, or a new one. Numbered per shop from 1; a version never changes, so that years
 * later it tells what people saw.
 */
export async function keepWording(
  { systemClock }: { systemClock: SystemClock },
  db: Db,
  shopId: string,
  { locale, text }: Omit<Wording, 'version'>,
): Promise<Wording> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`wordings:${shopId}`}, 0))::text`;
  const known = await db.consentWording.findFirst({ where: { shopId, locale, text }, orderBy: { version: 'desc' } });
  if (known) return known;
  const { _max } = await db.consentWording.aggregate({ where: { shopId }, _max: { version: true } });
  const version = (_max.version ?? 0) + 1;
  return db.consentWording.create({ data: { shopId, version, locale, text, createdAt: systemClock.now() } });
}

/** A version of the shop's wordings, or null where there is none of that number. */
export const findWording = (db: Db, shopId: string, version: number): Promise<Wording | null> =>
  db.consentWording.findUnique({ where: { shopId_version: { shopId, version } } });

/** What stands in the ledger of a wording: its version, its language, and its hash, so that the sentence cannot be exchanged afterwards. */
export const wordingEvidence = ({ version, locale, text }: Wording): Evidence => ({
  wording: String(version),
  locale,
  wordingHash: createHash('sha256').update(text).digest('hex'),
});
