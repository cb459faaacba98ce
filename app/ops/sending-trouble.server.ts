import type { Db } from '~/platform/db/db.server';

export interface SendingTrouble {
  /** Why the provider takes no mail, in its words. */
  detail: string;
  /** Messages that wait for it. */
  waiting: number;
}

const WAITS_FOR_PROVIDER = { state: 'planned', reason: { path: ['code'], equals: 'try-later' } };

/** What keeps a shop's mail from leaving at the moment; null where nothing does, or nothing was tried. */
export async function sendingTrouble(db: Db, shopId: string): Promise<SendingTrouble | null> {
  const where = { shopId, ...WAITS_FOR_PROVIDER };
  const refused = await db.message.findFirst({ where, orderBy: { dueAt: 'desc' }, select: { reason: true } });
  if (!refused) return null;
  const { detail } = refused.reason as { detail?: string };
  return { detail: detail ?? 'it gave no reason', waiting: await db.message.count({ where }) };
}
