import type { ApiKey } from '@prisma/client';
import { z } from 'zod';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { makeApiKey } from './api-key';
import { apiScopes, type ApiScope } from './api-scopes';
import type { SaveOutcome } from './save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export type ApiKeysDeps = PageDeps & { ids: Ids; appUrl: string };

export interface ShownApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  createdAt: string;
  lastUsedAt: string | null;
  /** Events it told that were refused, and what was wrong with the last. */
  refusals: { count: number; lastAt: string; last: string } | null;
}

export interface ApiKeysPage {
  shop: PageShop;
  /** Where programs talk to. */
  host: string;
  /** Those that work, the newest first. */
  keys: ShownApiKey[];
}

export function apiKeysPage(deps: ApiKeysDeps, shopDomain: string): Promise<ApiKeysPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = { shopId: shop.id, revokedAt: null };
    const keys = await db.apiKey.findMany({ where, orderBy: { createdAt: 'desc' } });
    return { shop: pageShop(deps, shop), host: deps.appUrl, keys: keys.map(shown) };
  });
}

function shown(key: ApiKey): ShownApiKey {
  const { id, name, prefix, createdAt, lastUsedAt, refusedCount: count, lastRefusedAt, lastRefusal } = key;
  return {
    ...{ id, name, prefix, scopes: scopesOf(key), createdAt: createdAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    refusals: lastRefusedAt ? { count, lastAt: lastRefusedAt.toISOString(), last: lastRefusal ?? '' } : null,
  };
}

export const scopesOf = ({ scopes }: { scopes: string[] }): ApiScope[] =>
  apiScopes.filter((scope) => scopes.includes(scope));

/** So many work at a time; more are a sign that somebody makes one for each request. */
export const MOST_KEYS = 50;

const input = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('create'),
    name: z.string().trim().min(1, 'is needed: it tells this key from others').max(80, 'has at most 80 characters'),
    scopes: z
      .string()
      .transform((text) => text.split(',').filter(Boolean))
      .pipe(z.array(z.enum(apiScopes)).min(1, 'are needed: a key that may do nothing is of no use')),
  }),
  z.object({ intent: z.literal('revoke'), id: z.uuid() }),
]);

/** A new key is in its answer, and nowhere else ever again. */
export type ApiKeyOutcome = { kind: 'created'; key: string; name: string } | SaveOutcome;

/** Makes or revokes a key. `actor`: Shopify's id of the user. */
export async function changeApiKeys(
  deps: ApiKeysDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<ApiKeyOutcome> {
  const parsed = input.safeParse(form);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return { kind: 'refused', problems };
  }
  const told = parsed.data;
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction((tx) =>
      told.intent === 'create' ? create(deps, tx, shopId, actor, told) : revoke(deps, tx, shopId, actor, told.id),
    ),
  );
}

async function create(
  deps: ApiKeysDeps,
  tx: Db,
  shopId: string,
  actor: string,
  { name, scopes }: { name: string; scopes: ApiScope[] },
): Promise<ApiKeyOutcome> {
  const count = await tx.apiKey.count({ where: { shopId, revokedAt: null } });
  if (count >= MOST_KEYS)
    return { kind: 'refused', problems: [{ field: 'name', message: `There are ${count} keys. Revoke one first.` }] };
  const { key, prefix, hash } = makeApiKey(shopId);
  const id = deps.ids.next();
  const row = { shopId, id, name, prefix, hash, scopes, createdAt: deps.clock.now(), createdBy: actor };
  await tx.apiKey.create({ data: row });
  await recordActivity(deps, tx, shopId, { kind: 'api-key-created', subject: id, actor, details: { name } });
  return { kind: 'created', key, name };
}

/** At once, in every process: each request looks its key up. */
async function revoke(deps: ApiKeysDeps, tx: Db, shopId: string, actor: string, id: string): Promise<ApiKeyOutcome> {
  const key = await tx.apiKey.findFirst({ where: { shopId, id, revokedAt: null }, select: { name: true } });
  if (!key) return { kind: 'saved' };
  const data = { revokedAt: deps.clock.now(), revokedBy: actor };
  await tx.apiKey.update({ where: { shopId_id: { shopId, id } }, data });
  await recordActivity(deps, tx, shopId, { kind: 'api-key-revoked', subject: id, actor, details: { name: key.name } });
  return { kind: 'saved' };
}
