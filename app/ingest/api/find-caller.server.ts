import { readApiKey } from '~/ops/api-key';
import type { ApiScope } from '~/ops/api-scopes';
import { scopesOf } from '~/ops/api-keys.server';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import { withShop, type Database } from '~/platform/db/db.server';

/** Whose program asks, with which key. */
export interface Caller {
  shopId: string;
  keyId: string;
  scopes: ReadonlySet<ApiScope>;
}

interface Deps {
  db: Pick<Database, 'pool'>;
  clock: Clock;
}

/** A key's last use is written down to about a minute: not each of hundreds a second. */
const NOTE_USE_AFTER_MINUTES = 1;

/**
 * Whose key a request shows, or null. Looked up each time, so that a revoked key opens nothing from that moment on, in no process. The key names
 * its shop, and is looked for behind that shop's wall only: one of another shop is not there.
 */
export async function findCaller(deps: Deps, authorization: string | undefined): Promise<Caller | null> {
  const named = readApiKey(keyIn(authorization ?? ''));
  if (!named) return null;
  const { shopId, hash } = named;
  return withShop(shopId, async () => {
    const { rows } = await deps.db.pool.query<KeyRow>({ name: 'find-api-key', text: FIND, values: [shopId, hash] });
    const [key] = rows;
    if (!key) return null;
    await noteUse(deps, shopId, key);
    return { shopId, keyId: key.id, scopes: new Set(scopesOf(key)) };
  });
}

interface KeyRow {
  id: string;
  scopes: string[];
  lastUsedAt: Date | null;
}

const FIND = `
  SELECT k."id", k."scopes", k."lastUsedAt" FROM api_keys k JOIN shops s ON s."id" = k."shopId"
  WHERE k."shopId" = $1 AND k."hash" = $2 AND k."revokedAt" IS NULL AND s."uninstalledAt" IS NULL`;

async function noteUse({ db, clock }: Deps, shopId: string, { id, lastUsedAt }: KeyRow): Promise<void> {
  const before = addMs(clock.now(), -minutes(NOTE_USE_AFTER_MINUTES));
  if (lastUsedAt && lastUsedAt > before) return;
  await db.pool.query(
    `UPDATE api_keys SET "lastUsedAt" = $3
     WHERE "shopId" = $1 AND "id" = $2 AND ("lastUsedAt" IS NULL OR "lastUsedAt" <= $4)`,
    [shopId, id, clock.now(), before],
  );
}

/** Basic, as Segment's clients do it: the key is the user's name and the password is empty. Or Bearer. */
function keyIn(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return '';
  return Buffer.from(value, 'base64').toString('latin1').split(':')[0] ?? '';
}

/** Keeps on the key how many of its events were refused and what was wrong with the last: a client may never show its answers to anybody. */
export async function noteRefusals(
  { db, clock }: Deps,
  { shopId, keyId }: Caller,
  refusals: { count: number; last: string },
): Promise<void> {
  await withShop(shopId, () =>
    db.pool.query(
      `UPDATE api_keys SET "refusedCount" = "refusedCount" + $3, "lastRefusedAt" = $4, "lastRefusal" = $5
       WHERE "shopId" = $1 AND "id" = $2`,
      [shopId, keyId, refusals.count, clock.now(), refusals.last.slice(0, 300)],
    ),
  );
}
