import { z } from 'zod';
import { discardParked, replayParked } from '~/capture/inbox/parked.server';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { SaveOutcome } from './save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { sourceName, topicName } from './topic-words';

export type ParkedDeps = PageDeps & AuditDeps & { clock: Clock };

const choice = { id: z.uuid(), isAllOfReason: z.stringbool().default(false) };

const act = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('replay'), ...choice }),
  z.object({
    intent: z.literal('discard'),
    ...choice,
    note: z
      .string()
      .trim()
      .min(1, 'is needed: say in a few words why it is not needed, for whoever asks later')
      .max(500, 'must be at most 500 characters'),
  }),
]);

type Act = z.infer<typeof act>;

/** Has parked entries read again, or lets go of them. `actor` is the user's id. */
export async function handleParked(
  deps: ParkedDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<SaveOutcome> {
  const parsed = act.safeParse(form);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return { kind: 'refused', problems };
  }
  return inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      const count = await settle(deps, tx, shop.id, actor, parsed.data);
      if (count === 0) return refused('That is settled already: nobody needs to look at it any more.');
      const kind = parsed.data.intent === 'replay' ? 'entries-replayed' : 'entries-discarded';
      await recordActivity(deps, tx, shop.id, { kind, subject: parsed.data.id, actor, details: { count } });
      return { kind: 'saved' };
    }),
  );
}

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'id', message }] });

async function settle(deps: ParkedDeps, tx: Db, shopId: string, actor: string, input: Act): Promise<number> {
  const now = deps.systemClock.now();
  if (input.intent === 'discard') return discardParked(tx, shopId, input, { note: input.note, by: actor, at: now });
  const count = await replayParked(tx, shopId, input);
  if (count) await wake(tx, shopId, 'process-inbox', now);
  return count;
}

export interface ShownEntry {
  shop: PageShop;
  name: string;
  source: string;
  receivedAt: string;
  problem: string;
  tries: number;
  /** Indented where it is JSON; null once it was let go of. */
  payload: string | null;
}

/**
 * What a parked entry said, word for word: it can name people, so that looking at it is written down before it is shown. Null where there is no
 * such entry.
 */
export async function showEntry(
  deps: ParkedDeps,
  shopDomain: string,
  actor: string,
  id: string,
): Promise<ShownEntry | null> {
  if (!z.uuid().safeParse(id).success) return null;
  return inShop(deps, shopDomain, async (db, shop) => {
    const entry = await db.inboxItem.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
    if (!entry) return null;
    await logAccess(deps, db, shop.id, { actor, what: 'inbox-payload-shown', subject: id });
    await recordActivity(deps, db, shop.id, { kind: 'payload-shown', subject: id, actor });
    return {
      ...{ shop: pageShop(deps, shop), source: sourceName(entry.source), name: topicName(entry.source, entry.topic) },
      ...{ receivedAt: entry.receivedAt.toISOString(), problem: entry.problem ?? '', tries: entry.attempts },
      payload: entry.payload && readable(deps.vault, shop.id, entry.payload),
    };
  });
}

function readable(vault: Vault, shopId: string, payload: Uint8Array): string {
  const text = vault.open(payload, shopId);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
