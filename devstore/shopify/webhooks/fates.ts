import type { SeededRandom } from '../../store-data/seeded-random';
import type { WebhookBehaviour } from '../options';
import type { Delivery, Fate } from './delivery';

type Rates = Pick<WebhookBehaviour, 'dropRate' | 'duplicateRate'>;
type Unfated = Omit<Delivery, 'fate'>;

interface Rule {
  fate: Fate;
  predicate: (delivery: Unfated) => boolean;
  left: number;
}

/** Decides what befalls a delivery: by rules given on demand first, else by the rates. Decided in the order of events, so that runs repeat. */
export interface Fates {
  decide(delivery: Unfated, rates: Rates): Fate;
  /** The next `times` matching deliveries meet this fate. */
  demand(fate: Fate, predicate: (delivery: Unfated) => boolean, times: number): void;
}

export function createFates(random: SeededRandom): Fates {
  const rules: Rule[] = [];
  return {
    decide(delivery, { dropRate, duplicateRate }) {
      const [isDropped, isDoubled] = [random.chance(dropRate), random.chance(duplicateRate)];
      const rule = rules.find((each) => each.left > 0 && each.predicate(delivery));
      if (rule) rule.left -= 1;
      return rule?.fate ?? (isDropped ? 'dropped' : isDoubled ? 'doubled' : 'sent');
    },
    demand: (fate, predicate, times) => void rules.push({ fate, predicate, left: times }),
  };
}
