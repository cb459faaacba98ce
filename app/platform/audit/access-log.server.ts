import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';

export interface AuditDeps {
  ids: Ids;
  systemClock: SystemClock;
}

export interface Access {
  /** Shopify's id of the user: `sub` of the session token. */
  actor: string;
  /** In one word with dashes: `inbox-payload-shown`. */
  what: string;
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
