import { toWeightedRows, type Weighted } from '~/decisions/recommendations/rows';
import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';

/** What a list of neighbours says of itself beside them. */
export type NeighbourTerms = Pick<ItemNeighbours, 'evidence' | 'steps' | 'halfLifeDays'>;

/** A neighbour with the number of lists, or visits, that it rests on. */
export interface ToldNeighbour extends Weighted {
  lists: number;
}

export function toNeighbours(rows: readonly (readonly ToldNeighbour[])[], terms: NeighbourTerms): ItemNeighbours {
  const weighted = toWeightedRows(rows);
  const together = new Uint32Array(weighted.items.length);
  let at = 0;
  for (const row of rows) for (const { lists } of row) together[at++] = lists;
  return { ...weighted, together, ...terms };
}
