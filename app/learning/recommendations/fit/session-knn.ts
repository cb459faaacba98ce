import { rowCount, toRows, transpose } from '~/decisions/recommendations/rows';
import type { SessionKnn, SessionKnnSettings } from '~/decisions/recommendations/strategies/session-knn';
import type { LearnedFrom } from './learned-from';

export interface SessionKnnTerms extends SessionKnnSettings {
  /** Power of a past session's length by which its likeness is divided: ½ is the cosine. */
  lengthPower: number;
  /** Power of the IDF with which a product is voted for. */
  votedIdfPower: number;
  /** How much of its IDF a shared product adds to its worth of 1. */
  sharedIdf: number;
}

/** Newest products of a session that are kept. */
const LONGEST = 100;

export function fitSessionKnn({ sessions, size }: LearnedFrom, terms: SessionKnnTerms): SessionKnn {
  const { lengthPower, votedIdfPower, sharedIdf, ...settings } = terms;
  const distinct = sessions.map(({ items }) => [...new Set(items.slice(-LONGEST))]).filter(({ length }) => length > 1);
  const rows = toRows(distinct);
  const sessionsOf = transpose(rows, size);
  const idf = (item: number) => {
    const having = (sessionsOf.offsets[item + 1] ?? 0) - (sessionsOf.offsets[item] ?? 0);
    return Math.log((rowCount(rows) + 1) / (having + 1));
  };
  return {
    ...{ sessions: rows, sessionsOf, settings },
    shares: Float32Array.from(distinct, ({ length }) => 1 / length ** lengthPower),
    sharedWorth: Float32Array.from({ length: size }, (_, item) => 1 + sharedIdf * idf(item)),
    votedWorth: Float32Array.from({ length: size }, (_, item) => idf(item) ** votedIdfPower),
  };
}
