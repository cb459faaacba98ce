import { auditLedger, type LedgerAudit } from '~/customers/consent/verify-ledger.server';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';

const EVERY_MINUTES = 1_440;

/** Walks a shop's consent ledger, once a day, and keeps what was found for who asks. Returns when to do it again. */
export async function checkLedger(
  { db, clock, logger }: { db: Database; clock: Clock; logger: Logger },
  shopId: string,
): Promise<Date> {
  const audit = await auditLedger(db.prisma, shopId);
  await keepCheck(db.prisma, shopId, clock, audit);
  if (audit.problem) logger.error({ shopId, entry: String(audit.problem.seq) }, `the consent ledger is broken`);
  return addMs(clock.now(), minutes(EVERY_MINUTES));
}

/** Remembers what a walk found, and when. */
export async function keepCheck(
  db: Db,
  shopId: string,
  clock: Clock,
  { entries, problem }: LedgerAudit,
): Promise<void> {
  const row = { checkedAt: clock.now(), entries, brokenAt: problem?.seq ?? null };
  await db.ledgerCheck.upsert({ where: { shopId }, create: { shopId, ...row }, update: row });
}

/** When the ledger is to be walked next. */
export async function nextLedgerCheckAt(db: Db, clock: Clock, shopId: string): Promise<Date> {
  const last = await db.ledgerCheck.findUnique({ where: { shopId }, select: { checkedAt: true } });
  return last ? addMs(last.checkedAt, minutes(EVERY_MINUTES)) : clock.now();
}
