import { receive, type Delivery, type ReceiveDeps } from './receive.server';

export interface ShopDelivery {
  shopId: string;
  delivery: Delivery;
}

/**
 * As `receive`, for deliveries that came at about the same time, of any shops: one statement, one commit. Where it fails, each is received by
 * itself, so that one that cannot be kept (its shop was erased just now) costs no other. The results stand in the order of the deliveries:
 * undefined where one is kept, or stood there before, and what kept it from being kept.
 */
export async function receiveMany(deps: ReceiveDeps, deliveries: readonly ShopDelivery[]): Promise<unknown[]> {
  try {
    await insertAll(deps, deliveries);
    return deliveries.map(() => undefined);
  } catch (error) {
    if (deliveries.length === 1) return [error];
    return Promise.all(
      deliveries.map(({ shopId, delivery }) =>
        receive(deps, shopId, delivery).then(
          () => undefined,
          (each: unknown) => each,
        ),
      ),
    );
  }
}

async function insertAll({ db, vault, ids, systemClock }: ReceiveDeps, all: readonly ShopDelivery[]): Promise<void> {
  await db.pool.query({
    name: 'receive-many',
    text: `INSERT INTO inbox ("shopId", "id", "source", "topic", "externalId", "triggeredAt", "payload", "receivedAt")
           SELECT r.*, $8 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bytea[]) AS r
           ON CONFLICT DO NOTHING`,
    values: [
      all.map(({ shopId }) => shopId),
      all.map(() => ids.next()),
      all.map(({ delivery }) => delivery.source),
      all.map(({ delivery }) => delivery.topic),
      all.map(({ delivery }) => delivery.externalId),
      all.map(({ delivery }) => delivery.triggeredAt),
      all.map(({ shopId, delivery }) => vault.seal(delivery.body, shopId)),
      systemClock.now(),
    ],
  });
}
