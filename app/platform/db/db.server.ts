import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from '@prisma/client';
import { rawSql, type Asked } from './raw-sql.server';
import { holdTransaction, TenantPool } from './tenant-pool.server';

export { currentShopId, requireShopId, withShop } from './tenant-pool.server';

/** A Prisma client or a transaction of one: what use cases take. */
export type Db = Prisma.TransactionClient;

export interface Database {
  /** For single statements on hot paths. Behind the same wall as everything. */
  pool: TenantPool;
  prisma: PrismaClient;
  /**
   * One transaction for all of `work`; read committed, so that each statement sees what others have committed. Half a minute is enough for whatever
   * looks at some people; what looks at all of a shop says how long it may take.
   */
  transaction<T>(work: (tx: Db) => Promise<T>, options?: { timeoutMs: number }): Promise<T>;
  close(): Promise<void>;
}

/** What is still to be done in a transaction when all else of it is. */
const endings = new WeakMap<Db, (() => Promise<void>)[]>();

/** Has something done right before the transaction commits, after what was asked before; false where there is no transaction. */
export function beforeCommit(db: Db, work: () => Promise<void>): boolean {
  const own = endings.get(db);
  own?.push(work);
  return own !== undefined;
}

async function toItsEnd<T>(tx: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const own: (() => Promise<void>)[] = [];
  endings.set(tx, own);
  const result = await work(tx);
  for (const end of own) await end();
  return result;
}

export function connectDatabase(url: string, poolSize: number): Database {
  const pool = new TenantPool({ connectionString: url, max: poolSize, options: '-c timezone=UTC' });
  pool.on('error', () => undefined); // an idle connection that dies is replaced at its next use
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma: withRawSql(prisma, () => pool),
    transaction: (work, { timeoutMs } = { timeoutMs: 30_000 }) =>
      holdTransaction((connection) =>
        prisma.$transaction((tx) => toItsEnd(withRawSql(tx, connection), work), {
          maxWait: 15_000,
          timeout: timeoutMs,
        }),
      ),
    async close() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

/** All else is Prisma's. */
function withRawSql<T extends Db>(client: T, asked: () => Asked): T {
  const raw = new Map<string | symbol, unknown>(Object.entries(rawSql(asked)));
  return new Proxy(client, {
    get: (target, name) => raw.get(name) ?? (Reflect.get(target, name) as unknown),
  });
}
