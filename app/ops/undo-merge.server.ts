import { z } from 'zod';
import { partEventsAbout, partHistory, type PartedSubject } from '~/capture/move-history.server';
import { creditableSince } from '~/compliance/retention/creditable-since.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { moving } from '~/customers/profiles/told-of.server';
import { undoMerge, type Parted } from '~/customers/profiles/undo-merge.server';
import { partRunsAndMessages } from '~/decisions/send-policy/move-profile.server';
import { attributeOrders } from '~/engagement/attribution/attribute-orders.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { SaveOutcome } from './save-outcome';
import { inShop, type PageDeps } from './shop-context.server';

export type UndoDeps = PageDeps & { systemClock: SystemClock; ids: Ids };

/** `profileId` is somebody again. */
export type UndoOutcome = { kind: 'saved'; profileId: string } | Extract<SaveOutcome, { kind: 'refused' }>;

/** A merchant says that two are two persons. `actor` is the user's id. */
export async function undoMergeOf(
  deps: UndoDeps,
  shopDomain: string,
  actor: string,
  rawMergeId: unknown,
): Promise<UndoOutcome> {
  const mergeId = z.uuid().safeParse(rawMergeId);
  if (!mergeId.success) return refused('That is no merge.');
  return inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      const undone = await undoMerge(deps, tx, shop.id, { mergeId: mergeId.data, undoneBy: actor });
      if (undone.kind === 'missing') return refused('There is no such merge any more: the person was erased.');
      if (undone.kind === 'undone-before') return refused('That was undone already.');
      await part(tx, shop.id, undone);
      await recordActivity(deps, tx, shop.id, { kind: 'merge-undone', subject: undone.to, actor });
      return { kind: 'saved', profileId: undone.to };
    }),
  );
}

const refused = (message: string): UndoOutcome => ({ kind: 'refused', problems: [{ field: 'mergeId', message }] });

/** Every stage gives back what it holds of the one who is somebody again. */
async function part(tx: Db, shopId: string, parted: Parted): Promise<void> {
  const { from, to } = parted;
  await moving(tx, async () => {
    await partHistory(tx, shopId, parted);
    const messages = await partRunsAndMessages(tx, shopId, parted);
    const aboutMessages = messages.map(({ id, originId }) => ({ messageId: id, originId }));
    await partEventsAbout(tx, shopId, parted, [...aboutMessages, ...(await consentEvents(tx, shopId, to))]);
  });
  await recomputeNumbers(tx, shopId, [from, to]);
  const since = await creditableSince(tx, shopId);
  for (const profileId of [from, to]) await attributeOrders(tx, shopId, profileId, since);
}

/** Changes of consent are about an address: they go where it goes. */
async function consentEvents(tx: Db, shopId: string, profileId: string): Promise<PartedSubject[]> {
  const rows = await tx.$queryRaw<{ dedupeKey: string; originId: string | null }[]>`
    SELECT e."dedupeKey", a."originId"::text FROM consent_entries e
    JOIN addresses a ON a."shopId" = e."shopId" AND a."id" = e."addressId"
    WHERE e."shopId" = ${shopId}::uuid AND a."profileId" = ${profileId}::uuid`;
  return rows.map(({ dedupeKey, originId }) => ({ dedupeKey: `consent_changed:${dedupeKey}`, originId }));
}
