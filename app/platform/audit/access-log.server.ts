import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { AccessKind } from './access-kinds';

export interface AuditDeps {
  ids: Ids;
  systemClock: SystemClock;
}

export interface Access {
  /** Shopify's id of the user: `sub` of the session token. */
  actor: string;
  what: AccessKind;
  /** Of what: an id, never an address. */
  subject: string;
}

/** Writes down that somebody looked at what names people. To be committed before it is shown. */
export async function logAccess(
  { ids, systemClock }: AuditDeps,
  db: Db,
  shopId: string,
  access: Access,
): Promise<void> {
  await db.accessLogEntry.create({ data: { shopId, id: ids.next(), at: systemClock.now(), ...access } });
}

/** Within so many minutes the same user's same look is one: a page that is loaded again, or gone back to, tells nothing new. */
export const SAME_LOOK_MINUTES = 10;

/** As `logAccess`, for pages: a look that was written down a few minutes ago is not written down again. */
export async function logAccessOnce(
  { ids, systemClock }: AuditDeps,
  db: Db,
  shopId: string,
  { actor, what, subject }: Access,
): Promise<void> {
  const now = systemClock.now();
  await db.$executeRaw`
    INSERT INTO access_log ("shopId", "id", "at", "actor", "what", "subject")
    SELECT ${shopId}::uuid, ${ids.next()}::uuid, ${now}, ${actor}, ${what}, ${subject}
    WHERE NOT EXISTS (SELECT FROM access_log WHERE "shopId" = ${shopId}::uuid AND "at" > ${addMs(now, -minutes(SAME_LOOK_MINUTES))}
      AND "actor" = ${actor} AND "what" = ${what} AND "subject" = ${subject})`;
}
