import type { ItemNeighbours } from '~/decisions/recommendations/strategies/item-neighbours';
import type { CoOccurrence } from './co-occurrence';
import { growRows } from './grow-rows';
import { nearestByCosine } from './nearest';
import { toNeighbours, type NeighbourTerms } from './neighbour-rows';

const MOST_NEIGHBOURS = 100;

export interface ItemKnnSettings extends NeighbourTerms {
  /** Lists a pair needs before its cosine counts for half: keeps chance pairs down. */
  shrinkage: number;
}

/** For each product the nearest by the shrunk cosine of the lists they stand in. */
export function fitItemKnn(counts: CoOccurrence, { shrinkage, ...terms }: ItemKnnSettings): ItemNeighbours {
  const size = counts.own.length;
  const found = growRows(size);
  for (let item = 0; item < size; item++) {
    for (const { item: other, weight, lists } of nearestByCosine(counts, item, shrinkage, MOST_NEIGHBOURS))
      found.add(other, weight, lists);
    found.endRow();
  }
  return toNeighbours(found.rows(), terms);
}
