import type { Import } from '@prisma/client';
import { addCounts, type ImportCounts } from '~/capture/imports/import-states';
import { lockIdentities } from '~/customers/profiles/profile-tree.server';
import { findUntouched, removeUntouched } from '~/customers/profiles/untouched-profiles.server';
import { evidenceOf } from './import-context';
import type { RunServices } from './run-import.server';

const PEOPLE_AT_ONCE = 500;

/** Takes back whom an import alone made, some at a time; whoever did something meanwhile stays. */
export async function undoImport({ db }: RunServices, { shopId, id: importId, createdAt }: Import): Promise<void> {
  const made = { evidence: evidenceOf({ importId }), importId, madeAt: createdAt };
  for (;;) {
    const removed = await db.transaction(async (tx) => {
      await lockIdentities(tx, shopId);
      const ids = await findUntouched(tx, shopId, made, PEOPLE_AT_ONCE);
      await removeUntouched(tx, shopId, ids);
      const where = { shopId_id: { shopId, id: importId } };
      const { counts } = await tx.import.findUniqueOrThrow({ where });
      const sum = addCounts(counts as ImportCounts, { removed: ids.length });
      const isOver = ids.length < PEOPLE_AT_ONCE;
      await tx.import.update({ where, data: { counts: { ...sum }, ...(isOver ? { state: 'undone' } : {}) } });
      return ids.length;
    });
    if (removed < PEOPLE_AT_ONCE) return;
  }
}
