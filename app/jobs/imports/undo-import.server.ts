import type { Import } from '@prisma/client';
import { forgetEvents } from '~/capture/events/forget-events.server';
import { takeAdditions } from '~/capture/imports/additions.server';
import { addCounts, type ImportCounts } from '~/capture/imports/import-states';
import { buyersOf, removeImportedOrders } from '~/capture/orders/remove-imported.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { holdProfiles, lockIdentities } from '~/customers/profiles/profile-tree.server';
import { findUntouched, removeUntouched } from '~/customers/profiles/untouched-profiles.server';
import { forgetCreditOf } from '~/engagement/attribution/store-credit.server';
import type { Db } from '~/platform/db/db.server';
import { orderEventKeys } from '../reports/record-order.server';
import { evidenceOf } from './import-context';
import type { RunServices } from './run-import.server';

const PEOPLE_AT_ONCE = 500;
const ADDITIONS_AT_ONCE = 200;

interface ImportOf {
  shopId: string;
  importId: string;
}

/**
 * Takes back what an import made, some at a time, by whichever worker: first orders and events that it added, then whom it alone made. Orders that Shopify told of
 * meanwhile stay, and so does whoever did something since.
 */
export async function undoImport(services: RunServices, run: Import): Promise<void> {
  while ((await takeBackAdditions(services, run)) === 'more');
  while ((await takeBackPeople(services, run)) === 'more');
}

function takeBackAdditions({ db }: RunServices, { shopId, id: importId }: Import): Promise<'more' | 'done'> {
  return db.transaction(async (tx) => {
    if (!(await holdUndoing(tx, { shopId, importId }))) return 'done';
    const added = await takeAdditions(tx, { shopId, importId }, ADDITIONS_AT_ONCE);
    const idsOf = (kind: string) => added.flatMap((each) => (each.kind === kind ? each.id : []));
    const [events, orders] = [idsOf('event'), idsOf('order')];
    const removedEvents = events.length ? await forgetEvents(tx, shopId, { ids: events }) : 0;
    const removedOrders = orders.length ? await takeBackOrders(tx, shopId, orders) : 0;
    const kept = orders.length - removedOrders;
    const counts = {
      ...(events.length ? { removedEvents } : {}),
      ...(orders.length ? { removedOrders, keptOrders: kept } : {}),
    };
    await count(tx, { shopId, importId }, counts);
    return added.length < ADDITIONS_AT_ONCE ? 'done' : 'more';
  });
}

/** Profiles are held before orders, as everywhere. */
async function takeBackOrders(tx: Db, shopId: string, ids: string[]): Promise<number> {
  const buyers = await buyersOf(tx, shopId, ids);
  await holdProfiles(tx, shopId, buyers);
  const removed = await removeImportedOrders(tx, shopId, ids);
  await forgetEvents(tx, shopId, { dedupeKeys: removed.flatMap(orderEventKeys) });
  await forgetCreditOf(tx, shopId, removed);
  await recomputeNumbers(tx, shopId, buyers);
  return removed.length;
}

function takeBackPeople({ db }: RunServices, { shopId, id: importId, createdAt }: Import): Promise<'more' | 'done'> {
  const made = { evidence: evidenceOf({ importId }), importId, madeAt: createdAt };
  return db.transaction(async (tx) => {
    if (!(await holdUndoing(tx, { shopId, importId }))) return 'done';
    const ids = await findUntouched(tx, shopId, made, PEOPLE_AT_ONCE);
    await removeUntouched(tx, shopId, ids);
    await count(tx, { shopId, importId }, { removed: ids.length });
    if (ids.length === PEOPLE_AT_ONCE) return 'more';
    await tx.import.update({ where: { shopId_id: { shopId, id: importId } }, data: { state: 'undone' } });
    return 'done';
  });
}

/** Nobody is told of meanwhile; and false where another worker was quicker. */
async function holdUndoing(tx: Db, { shopId, importId }: ImportOf): Promise<boolean> {
  await lockIdentities(tx, shopId);
  const { state } = await tx.import.findUniqueOrThrow({ where: { shopId_id: { shopId, id: importId } } });
  return state === 'undoing';
}

async function count(tx: Db, { shopId, importId }: ImportOf, more: ImportCounts): Promise<void> {
  const where = { shopId_id: { shopId, id: importId } };
  const { counts } = await tx.import.findUniqueOrThrow({ where });
  await tx.import.update({ where, data: { counts: { ...addCounts(counts as ImportCounts, more) } } });
}
