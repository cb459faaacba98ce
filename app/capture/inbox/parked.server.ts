import type { Db } from '~/platform/db/db.server';

/** One entry, or all that were parked for the same reason as it. */
export interface ParkedChoice {
  id: string;
  isAllOfReason: boolean;
}

/** Ids of what is meant, where it still is parked. */
async function chosen(db: Db, shopId: string, { id, isAllOfReason }: ParkedChoice): Promise<string[]> {
  const entry = await db.inboxItem.findFirst({ where: { shopId, id, state: 'parked' } });
  if (!entry || !isAllOfReason) return entry ? [entry.id] : [];
  const { source, topic, problem } = entry;
  const alike = await db.inboxItem.findMany({
    where: { shopId, state: 'parked', source, topic, problem },
    select: { id: true },
  });
  return alike.map((each) => each.id);
}

/**
 * Lets parked entries be read again, with all their tries before them. Reading is idempotent, so that it does no harm where some of it had been
 * done. Returns how many.
 */
export async function replayParked(db: Db, shopId: string, choice: ParkedChoice): Promise<number> {
  const ids = await chosen(db, shopId, choice);
  const { count } = await db.inboxItem.updateMany({
    where: { shopId, id: { in: ids }, state: 'parked', payload: { not: null } },
    data: { state: 'pending', attempts: 0, notBefore: null },
  });
  return count;
}

/** Lets go of parked entries for good. `at` is system time; their payloads go with the others of that day. Returns how many. */
export async function discardParked(
  db: Db,
  shopId: string,
  choice: ParkedChoice,
  { note, by, at }: { note: string; by: string; at: Date },
): Promise<number> {
  const ids = await chosen(db, shopId, choice);
  const { count } = await db.inboxItem.updateMany({
    where: { shopId, id: { in: ids }, state: 'parked' },
    data: { state: 'discarded', discardNote: note, discardedBy: by, discardedAt: at, processedAt: at },
  });
  return count;
}
