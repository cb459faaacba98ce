import { sharedBy, type Pattern } from './memberships.server';

export interface OverlapTable {
  names: { id: string; name: string }[];
  /** Of the people of the segment in a row, the share (0…1) that is in the one of the column too. */
  shares: number[][];
}

/** A table of more columns is read by nobody. */
const MOST_COMPARED = 8;

/** What the largest segments have in common; null where there is nothing to compare. `segments`: the largest first. */
export function overlapTable(
  segments: readonly { id: string; name: string; people: number }[],
  patterns: readonly Pattern[],
): OverlapTable | null {
  const compared = segments.filter(({ people }) => people > 0).slice(0, MOST_COMPARED);
  if (compared.length < 2) return null;
  const shares = compared.map(({ id: a, people }) => compared.map(({ id: b }) => sharedBy(patterns, a, b) / people));
  return { names: compared.map(({ id, name }) => ({ id, name })), shares };
}
