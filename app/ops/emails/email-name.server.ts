import type { Db } from '~/platform/db/db.server';
import { nameOfKey } from './email-name';

/** What a shop calls a mail. */
export async function nameOf(db: Db, shopId: string, key: string): Promise<string> {
  const said = await db.email.findUnique({ where: { shopId_key: { shopId, key } }, select: { name: true } });
  return said?.name ?? nameOfKey(key);
}
