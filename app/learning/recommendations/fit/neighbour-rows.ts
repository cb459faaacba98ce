import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';
import type { ToldRows } from './grow-rows';

/** What a list of neighbours says of itself beside them. */
export type NeighbourTerms = Pick<ItemNeighbours, 'evidence' | 'steps' | 'halfLifeDays'>;

export const toNeighbours = ({ lists, ...rows }: ToldRows, terms: NeighbourTerms): ItemNeighbours => ({
  ...rows,
  together: Uint32Array.from(lists),
  ...terms,
});
