import { Prisma } from '@prisma/client';
import type { Mailbox } from '~/capture/data-quality/mailbox';
import type { Db } from '~/platform/db/db.server';

/** What became of the mails of some days, by the day they left. */
export interface MailCounts {
  sent: number;
  delivered: number;
  hardBounced: number;
  softBounced: number;
  complained: number;
  unsubscribed: number;
  /** By people, as far as can be told. */
  opened: number;
  clicked: number;
}

export interface CountedMails {
  /** `YYYY-MM-DD`, by the shop's calendar; days without mail are left out. */
  byDay: (MailCounts & { day: string })[];
  byMailbox: (MailCounts & { mailbox: Mailbox })[];
  /** `flow:KEY`, `campaign:ID` or `confirmation`; those that sent most first. */
  bySource: (MailCounts & { source: string })[];
}

const SUMS = Prisma.sql`sum(c."sent")::int AS "sent", sum(c."delivered")::int AS "delivered", sum(c."hardBounced")::int AS "hardBounced",
  sum(c."softBounced")::int AS "softBounced", sum(c."complained")::int AS "complained", sum(c."unsubscribed")::int AS "unsubscribed",
  sum(c."opened")::int AS "opened", sum(c."clicked")::int AS "clicked"`;

/** What became of the mails that left since the beginning of a day (`YYYY-MM-DD`). Reads counts, never mails. */
export async function mailCounts(db: Db, shopId: string, firstDay: string): Promise<CountedMails> {
  const by = <Row>(key: Prisma.Sql, order: Prisma.Sql) => db.$queryRaw<Row[]>`
    SELECT ${key}, ${SUMS} FROM mail_counts c WHERE c."shopId" = ${shopId}::uuid AND c."day" >= ${firstDay}::date
    GROUP BY 1 HAVING sum(c."sent") > 0 ORDER BY ${order}`;
  const [byDay, byMailbox, bySource] = await Promise.all([
    by<MailCounts & { day: string }>(Prisma.sql`c."day"::text AS "day"`, Prisma.sql`1`),
    by<MailCounts & { mailbox: Mailbox }>(Prisma.sql`c."mailbox"`, Prisma.sql`2 DESC, 1`),
    by<MailCounts & { source: string }>(Prisma.sql`c."source"`, Prisma.sql`2 DESC, 1`),
  ]);
  return { byDay, byMailbox, bySource };
}

/** Fewer rows than this are summed up as fast as they are read. */
const WORTH_IT = 500;

/** Makes what was added to the counts one row for each day, mailbox and source again. Whoever reads meanwhile sees the same sums. */
export async function sumMailCounts(db: Db, shopId: string): Promise<void> {
  const [found] = await db.$queryRaw<{ fresh: number }[]>`
    SELECT count(*)::int AS "fresh" FROM (
      SELECT FROM mail_counts c WHERE c."shopId" = ${shopId}::uuid AND c."isFresh" LIMIT ${WORTH_IT}) f`;
  if (!found || found.fresh < WORTH_IT) return;
  await db.$executeRaw`
    WITH chosen AS (
      SELECT c."seq" FROM mail_counts c
      WHERE c."shopId" = ${shopId}::uuid AND c."day" IN (SELECT f."day" FROM mail_counts f WHERE f."shopId" = ${shopId}::uuid AND f."isFresh")
      ORDER BY c."seq" FOR UPDATE SKIP LOCKED),
    gone AS (
      DELETE FROM mail_counts c USING chosen WHERE c."shopId" = ${shopId}::uuid AND c."seq" = chosen."seq" RETURNING c.*)
    INSERT INTO mail_counts ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
      "opened", "clicked", "isFresh")
    SELECT c."shopId", c."day", c."mailbox", c."source", sum(c."sent"), sum(c."delivered"), sum(c."hardBounced"), sum(c."softBounced"),
      sum(c."complained"), sum(c."unsubscribed"), sum(c."opened"), sum(c."clicked"), false
    FROM gone c GROUP BY 1, 2, 3, 4`;
}
