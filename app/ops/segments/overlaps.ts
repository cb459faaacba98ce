import type { Overlap } from './hints';
import type { Pattern } from './memberships.server';

/** What each two segments have in common, from one walk over who is in which; those that share nobody are left out. */
export function overlapsOf(patterns: readonly Pattern[]): Overlap[] {
  const shared = new Map<string, Overlap>();
  for (const { segmentIds, people } of patterns) {
    const ids = [...segmentIds].sort();
    ids.forEach((a, at) => {
      for (const b of ids.slice(at + 1)) {
        const before = shared.get(`${a} ${b}`)?.people ?? 0;
        shared.set(`${a} ${b}`, { a, b, people: before + people });
      }
    });
  }
  return [...shared.values()];
}
