import type { Prisma } from '@prisma/client';
import type { z } from 'zod';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database } from '~/platform/db/db.server';
import { withShop } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { makeSecret } from '../webhooks-out/sign';
import { heard, readLifecycle, usedTriggers, type lifecycleSchema } from './lifecycle';

interface NoteDeps {
  db: Database;
  ids: Ids;
  vault: Vault;
  systemClock: SystemClock;
}

/** Where Flow lives in a shop's admin: what stands in the place of an endpoint's address. */
export const FLOW_ADDRESS = 'https://admin.shopify.com/apps/flow';

/** Keeps which of our triggers workflows of the shop's begin with: from then on those are told, and no others. */
export async function noteLifecycle(
  { db, ids, vault, systemClock }: NoteDeps,
  shopId: string,
  told: z.infer<typeof lifecycleSchema>,
): Promise<void> {
  await withShop(shopId, () =>
    db.transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO webhook_endpoints ("shopId", "id", "channel", "url", "secret", "createdAt", "createdBy")
        VALUES (${shopId}::uuid, ${ids.next()}::uuid, 'shopify-flow', ${FLOW_ADDRESS}, ${vault.seal(makeSecret(), shopId)}, ${systemClock.now()}, 'shopify-flow')
        ON CONFLICT DO NOTHING`;
      const [row] = await tx.$queryRaw<{ id: string; lifecycle: unknown }[]>`
        SELECT "id"::text AS "id", "lifecycle" FROM webhook_endpoints WHERE "shopId" = ${shopId}::uuid AND "channel" = 'shopify-flow' FOR UPDATE`;
      if (!row) return;
      const lifecycle = heard(readLifecycle(row.lifecycle), told);
      const data = { lifecycle: lifecycle as Prisma.InputJsonObject, triggers: usedTriggers(lifecycle) };
      await tx.webhookEndpoint.update({ where: { shopId_id: { shopId, id: row.id } }, data });
    }),
  );
}
