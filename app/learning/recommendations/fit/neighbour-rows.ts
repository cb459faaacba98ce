import { toWeightedRows, type Weighted } from '~/decisions/recommendations/rows';
import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';

/** What a list of neighbours says of itself beside them. */
export type NeighbourTerms = Pick<ItemNeighbours, 'evidence' | 'steps' | 'halfLifeDays'>;

/** A neighbour with the number of lists, or visits, that it rests on. */
export interface ToldNeighbour extends Weighted {
  lists: number;
}

export function toNeighbours(rows: readonly (readonly ToldNeighbour[])[], terms: NeighbourTerms): ItemNeighbours {
  const together = Uint32Array.from(rows.flat(), ({ lists }) => lists);
  return { ...toWeightedRows(rows), together, ...terms };
}
