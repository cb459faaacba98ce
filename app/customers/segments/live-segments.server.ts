import type { Db } from '~/platform/db/db.server';
import { requestsOf, type FactRequest } from '../rules/evaluate';
import { ruleSchema, type Rule } from '../rules/rule';
import { causesOf } from './watches.server';
import { withSegments } from './with-segments';

/** A segment in use, ready to be asked. */
export interface LiveSegment {
  id: string;
  name: string;
  version: number;
  /** Its members are those of this version, and only changes are looked for. */
  isBuilt: boolean;
  isStale: boolean;
  builtAt: Date | null;
  /** With the rules of other segments in it. */
  rule: Rule;
  requests: FactRequest[];
  /** Which changes concern it: see `causesOf`. */
  causes: ReadonlySet<string>;
}

/** One at a time looks after a shop's segments: what is known of somebody must not be overtaken by what was known before. Until the transaction ends. */
export async function holdSegments(tx: Db, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`segments:${shopId}`}, 0))::text`;
}

/** The segments of a shop that are in use, the oldest first. */
export async function liveSegments(db: Db, shopId: string): Promise<LiveSegment[]> {
  const rows = await db.segment.findMany({
    where: { shopId, retiredAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const rules = new Map(rows.map(({ id, rule }) => [id, ruleSchema.parse(rule)]));
  return rows.map(({ id, name, version, builtVersion, builtAt, isStale }) => {
    const rule = withSegments(rules.get(id) as Rule, rules, [id]);
    const isBuilt = builtVersion === version;
    return { id, name, version, isBuilt, isStale, builtAt, rule, requests: requestsOf(rule), causes: causesOf(rule) };
  });
}
