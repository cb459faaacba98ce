import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import type { ConsentStateName } from './consent';

/** What a statement is about, as the vault knows the address. */
export interface SaidOf {
  state: ConsentStateName;
  occurredAt: Date;
  emailHash: Uint8Array;
}

/**
 * Of statements, those that still count: somebody who was erased had taken everything back, so that a yes from before, told late or by a sync, is no yes.
 * What says no counts whenever it was said.
 */
export async function stillSaid<S extends SaidOf>(db: Db, shopId: string, statements: S[]): Promise<S[]> {
  const hashes = statements.map(({ emailHash }) => bytea(emailHash));
  const rows = await db.$queryRaw<{ emailHash: Uint8Array; erasedAt: Date }[]>`
    SELECT "emailHash", "erasedAt" FROM erased_addresses
    WHERE "shopId" = ${shopId}::uuid AND "emailHash" = ANY(${hashes}::bytea[])`;
  if (!rows.length) return statements;
  const erasedAt = new Map(rows.map((row) => [hex(row.emailHash), row.erasedAt]));
  return statements.filter(({ state, emailHash, occurredAt }) => {
    const at = erasedAt.get(hex(emailHash));
    return !at || occurredAt > at || (state !== 'granted' && state !== 'pending');
  });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
