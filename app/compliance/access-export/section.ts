import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** Of whom a copy is made, and with what it is read. */
export interface CopyOf {
  db: Db;
  vault: Vault;
  shopId: string;
  /** The persons as they are now: whose rows these are. */
  present: string[];
  /** Them, and everybody they absorbed. */
  all: string[];
}

/** The ids of all addresses of theirs. */
export async function addressIdsOf({ db, shopId, present }: CopyOf): Promise<string[]> {
  const rows = await db.address.findMany({ where: { shopId, profileId: { in: present } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** A kind of thing that is kept of people, as it stands in a copy. Rows are plain JSON, amounts in minor units, instants in ISO 8601. */
export interface Section {
  name: string;
  /** Most rows of a piece. */
  size: number;
  /** The rows after one, in a fixed order, at most `size`. */
  read(of: CopyOf, after: string | null): Promise<{ cursor: string; row: unknown }[]>;
}

/** Rows of a section of which nobody has many: all of them at once. */
export const few = (name: string, read: (of: CopyOf) => Promise<unknown[]>): Section => ({
  name,
  size: 100_000,
  read: async (of, after) => (after === null ? (await read(of)).map((row, at) => ({ cursor: String(at), row })) : []),
});
