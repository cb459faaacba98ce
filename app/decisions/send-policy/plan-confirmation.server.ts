import type { Confirmation } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';

/** Writes the mail of a question into the ledger, once a question, due at once and worth sending as long as an answer counts. */
export async function planConfirmation(
  deps: { clock: Clock; ids: Ids },
  tx: Db,
  { shopId, id, kind, addressId, expiresAt }: Confirmation,
): Promise<void> {
  const address = await tx.address.findUnique({ where: { shopId_id: { shopId, id: addressId } } });
  if (!address) return;
  const now = deps.clock.now();
  await tx.message.createMany({
    data: [
      {
        ...{ shopId, id: deps.ids.next(), profileId: address.profileId, addressId },
        ...{ sourceKind: 'confirmation', sourceId: id, stepKey: `confirm-${kind}`, templateKey: `confirm-${kind}` },
        ...{ subject: { cartToken: null }, plannedAt: now, dueAt: now, expiresAt },
      },
    ],
    skipDuplicates: true,
  });
  await wake(tx, shopId, 'send-messages', now);
}
