import type { Pool } from 'pg';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Ids } from '~/platform/ids.server';

export interface ReceiveDeps {
  db: { pool: Pool };
  vault: Vault;
  ids: Ids;
  systemClock: SystemClock;
}

export interface Delivery {
  source: 'shopify' | 'storefront' | 'postmark' | 'api' | 'mail-link' | 'shopify-flow';
  topic: string;
  /** What the sender calls this event: a second delivery of it is no second row. */
  externalId: string;
  triggeredAt: Date | null;
  body: string;
}

/**
 * Makes a delivery durable: one statement, committed by itself, before anyone is told that we have it.
 * Returns false where the same event stood there already.
 */
export async function receive(deps: ReceiveDeps, shopId: string, delivery: Delivery): Promise<boolean> {
  const { rowCount } = await deps.db.pool.query({
    name: 'receive',
    text: `INSERT INTO inbox ("shopId", "id", "source", "topic", "externalId", "triggeredAt", "receivedAt", "payload")
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    values: [
      shopId,
      deps.ids.next(),
      delivery.source,
      delivery.topic,
      delivery.externalId,
      delivery.triggeredAt,
      deps.systemClock.now(),
      deps.vault.seal(delivery.body, shopId),
    ],
  });
  return rowCount === 1;
}
