import type { Reason } from '../recommendation';
import type { Strategy } from './strategy';

/** What sells to anybody, best first. */
export interface Popularity {
  measure:
    | { kind: 'best-seller' }
    | { kind: 'trending'; halfLifeDays: number }
    | { kind: 'first-choice'; halfLifeDays: number }
    | { kind: 'new-arrival' };
  items: Uint32Array;
  /** Positive, descending. */
  weights: Float32Array;
  /** Per entry, days since it was added when the model was made; only of new arrivals. */
  daysAgo: Uint16Array;
}

export const popularity: Strategy<Popularity> = {
  score({ items, weights }, _query, board) {
    for (let place = 0; place < items.length; place++) board.add(items[place] ?? 0, weights[place] ?? 0);
  },
  explain({ measure, items, daysAgo }, _query, item): Reason<number> {
    const place = items.indexOf(item);
    const rank = place + 1;
    switch (measure.kind) {
      case 'trending':
        return { kind: 'trending', rank, days: measure.halfLifeDays };
      case 'first-choice':
        return { kind: 'first-choice', rank };
      case 'new-arrival':
        return { kind: 'new-arrival', daysAgo: daysAgo[place] ?? 0 };
      case 'best-seller':
        return { kind: 'best-seller', rank };
    }
  },
};
