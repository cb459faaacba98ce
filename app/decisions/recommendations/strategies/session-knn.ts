import type { Scored } from '../recommendation';
import { rowOf, type RecommenderIndex } from '../recommender-index';

/** Newest sessions looked at per product, and nearest sessions that vote: the published defaults, to which quality is not sensitive. */
const SAMPLED_SESSIONS = 500;
const NEAREST_SESSIONS = 100;
/** How far back a session's products still count. */
const LONGEST_SESSION = 20;

/**
 * Session k-NN after VMIS-kNN (Kersbergen, Sprangers, Schelter: Serenade, SIGMOD 2022): past sessions that share products with this one,
 * later products of this session weighing more, the newest sessions sampled first. Each near session votes for its products by its
 * similarity, by how late the shared product stands in this session, and by the product's rarity (IDF). What the session holds already is
 * not found again: it would be its own reason.
 */
export function sessionKnn(index: RecommenderIndex, session: readonly number[], limit: number): Scored[] {
  const recent = lastOccurrences(session).slice(-LONGEST_SESSION);
  const near = nearestSessions(index, recent);
  const met = new Set(recent);
  const scores = new Map<number, { score: number; anchor: number; strongest: number; votes: number }>();
  for (const { row, similarity, latest } of near) {
    const weight = similarity * positionDecay(recent.length - 1 - latest);
    for (const item of new Set(rowOf(index.sessions, row))) {
      if (met.has(item)) continue;
      const vote = weight * (index.idf[item] ?? 0);
      const known = scores.get(item) ?? { score: 0, anchor: latest, strongest: 0, votes: 0 };
      known.score += vote;
      known.votes += 1;
      if (vote > known.strongest) Object.assign(known, { strongest: vote, anchor: latest });
      scores.set(item, known);
    }
  }
  return [...scores]
    .map(([item, found]): Scored => ({
      item,
      score: found.score,
      reason: {
        kind: 'because-viewed',
        productId: index.products[recent[found.anchor] ?? 0] ?? '',
        sessions: found.votes,
      },
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, limit);
}

/** The session without repeats, each product at its last place. */
function lastOccurrences(session: readonly number[]): number[] {
  return [...new Set([...session].reverse())].reverse();
}

/** 1 for the newest shared product, a tenth less for each step back (Serenade's λ). */
const positionDecay = (stepsBack: number): number => Math.max(0, 1 - stepsBack / 10);

interface NearSession {
  row: number;
  similarity: number;
  /** Place in the present session of the newest product both share. */
  latest: number;
}

function nearestSessions(index: RecommenderIndex, session: readonly number[]): NearSession[] {
  const found = new Map<number, NearSession>();
  for (const [place, item] of session.entries()) {
    const weight = (place + 1) / session.length;
    for (const row of rowOf(index.sessionsOf, item).subarray(0, SAMPLED_SESSIONS)) {
      const known = found.get(row);
      if (known) Object.assign(known, { similarity: known.similarity + weight, latest: place });
      else found.set(row, { row, similarity: weight, latest: place });
    }
  }
  // Rows stand newest first: of two equally near sessions the newer one votes.
  return [...found.values()].sort((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, NEAREST_SESSIONS);
}
