import type { JournalWriter } from '../../kept/journal';
import type { Delivery } from './delivery';

export type KeptDelivery = Delivery & { serial: number };

export type DeliveryFact = { kind: 'delivery'; delivery: KeptDelivery } | { kind: 'delivered'; serial: number };

/** Which deliveries are still to be made, so that a restart takes them up again: rather told twice than never. */
export interface DeliveryBook {
  enter(delivery: Delivery): KeptDelivery;
  /** It was answered, or given up. */
  strike(delivery: KeptDelivery): void;
}

/** `earlier`: what an earlier run left undone. */
export function createDeliveryBook(
  journal: JournalWriter<DeliveryFact>,
  earlier: readonly KeptDelivery[],
): DeliveryBook {
  let serial = earlier.reduce((greatest, each) => Math.max(greatest, each.serial), 0);
  return {
    enter(delivery) {
      serial += 1;
      const kept = { ...delivery, serial };
      journal.note({ kind: 'delivery', delivery: kept });
      return kept;
    },
    strike: (delivery) => journal.note({ kind: 'delivered', serial: delivery.serial }),
  };
}
