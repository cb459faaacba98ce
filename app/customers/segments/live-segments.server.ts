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

/** What follows from the rules of a shop alone, while no segment has another version. */
const known = new Map<string, { versions: string; ready: ReadonlyMap<string, Ready> }>();
type Ready = Pick<LiveSegment, 'rule' | 'requests' | 'causes'>;
const MOST_SHOPS = 100;

/** The segments of a shop that are in use, the oldest first. */
export async function liveSegments(db: Db, shopId: string): Promise<LiveSegment[]> {
  const rows = await db.segment.findMany({
    where: { shopId, retiredAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const ready = readyOf(shopId, rows);
  return rows.map(({ id, name, version, builtVersion, builtAt, isStale }) => ({
    ...{ id, name, version, isBuilt: builtVersion === version, isStale, builtAt },
    ...(ready.get(id) as Ready),
  }));
}

interface StoredRule {
  id: string;
  version: number;
  rule: unknown;
}

function readyOf(shopId: string, rows: readonly StoredRule[]): ReadonlyMap<string, Ready> {
  const versions = rows.map(({ id, version }) => `${id} ${version}`).join();
  const found = known.get(shopId);
  if (found?.versions === versions) return found.ready;
  const rules = new Map(rows.map(({ id, rule }) => [id, ruleSchema.parse(rule)]));
  const ready = new Map(
    [...rules].map(([id, own]) => {
      const rule = withSegments(own, rules, [id]);
      return [id, { rule, requests: requestsOf(rule), causes: causesOf(rule) }];
    }),
  );
  known.delete(shopId);
  known.set(shopId, { versions, ready });
  const [oldest] = known.keys();
  if (known.size > MOST_SHOPS && oldest) known.delete(oldest);
  return ready;
}
