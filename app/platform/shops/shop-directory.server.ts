import type { Pool } from 'pg';
import type { SystemClock } from '../clock/clock';
import type { Ids } from '../ids.server';

/** Finds a shop's id by its domain, remembering what it found: ids never change. */
export interface ShopDirectory {
  find(domain: string): Promise<string | null>;
  /** Finds it or makes a bare row: Shopify may tell us of a shop before anyone there opens the app. */
  findOrCreate(domain: string): Promise<string>;
  /** Looks anew the next time: the shop was erased, and may come again as another tenant. */
  forget(domain: string): void;
}

export function createShopDirectory(deps: { pool: Pool; ids: Ids; systemClock: SystemClock }): ShopDirectory {
  const known = new Map<string, string>();

  async function find(domain: string): Promise<string | null> {
    const remembered = known.get(domain);
    if (remembered) return remembered;
    const { rows } = await deps.pool.query<{ id: string }>('SELECT "id" FROM shops WHERE "domain" = $1', [domain]);
    const id = rows[0]?.id ?? null;
    if (id) known.set(domain, id);
    return id;
  }

  return {
    find,
    forget: (domain) => void known.delete(domain),
    async findOrCreate(domain) {
      const found = await find(domain);
      if (found) return found;
      await deps.pool.query(
        'INSERT INTO shops ("id", "domain", "createdAt") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [deps.ids.next(), domain, deps.systemClock.now()],
      );
      const id = await find(domain);
      if (!id) throw new Error(`shop ${domain} vanished while it was being made`);
      return id;
    },
  };
}
