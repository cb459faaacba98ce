import { leavesOf, ruleSchema, type Rule } from '~/customers/rules/rule';
import { storedCampaign } from '~/decisions/campaigns/stored-campaign';
import { readFlow } from '~/decisions/flows/flows.server';
import { segmentsOf } from '~/decisions/flows/language/speaks-of';
import type { Db } from '~/platform/db/db.server';

/** What speaks of a segment, and where it stands in the admin. */
export interface Use {
  kind: 'segment' | 'flow' | 'campaign';
  name: string;
  url: string;
}

/**
 * Where each segment of a shop is used, by its id: in rules of other segments, in flows, those too whose runs are under way by an older version, and in
 * campaigns whose people are still to be found.
 */
export async function usesOf(db: Db, shopId: string): Promise<Map<string, Use[]>> {
  const [segments, flows, campaigns] = await Promise.all([
    db.segment.findMany({ where: { shopId, retiredAt: null }, select: { id: true, name: true, rule: true } }),
    flowsInUse(db, shopId),
    db.campaign.findMany({ where: { shopId, preparedAt: null, state: { notIn: ['sent', 'cancelled'] } } }),
  ]);
  const uses = new Map<string, Use[]>();
  const note = (ids: ReadonlySet<string>, use: Use): void => {
    for (const id of ids) uses.set(id, [...(uses.get(id) ?? []).filter(({ url }) => url !== use.url), use]);
  };
  for (const { id, name, rule } of segments)
    note(namedIn(ruleSchema.parse(rule)), { kind: 'segment', name, url: `/app/segments/${id}` });
  for (const { key, name, definition } of flows) {
    const flow = readFlow(definition);
    const ids = flow
      ? segmentsOf(flow)
      : writtenIn(
          definition,
          segments.map(({ id }) => id),
        );
    note(ids, { kind: 'flow', name: name ?? key, url: `/app/flows/${key}` });
  }
  for (const { id, name, campaign } of campaigns.map(storedCampaign)) {
    const { segmentIds, excludedSegmentIds } = campaign.audience;
    note(new Set([...segmentIds, ...excludedSegmentIds]), { kind: 'campaign', name, url: `/app/campaigns/${id}` });
  }
  return uses;
}

const namedIn = (rule: Rule): Set<string> =>
  new Set(leavesOf(rule).flatMap((leaf) => (leaf.kind === 'segment' ? [leaf.id] : [])));

/** Of a version that is not understood here what it may speak of. */
function writtenIn(definition: unknown, ids: readonly string[]): Set<string> {
  const text = JSON.stringify(definition);
  return new Set(ids.filter((id) => text.includes(id)));
}

const flowsInUse = (db: Db, shopId: string): Promise<{ key: string; name: string | null; definition: unknown }[]> =>
  db.$queryRaw`
    SELECT f."key", v."definition"->>'name' AS "name", v."definition" FROM flow_versions v JOIN flows f ON f."shopId" = v."shopId" AND f."key" = v."flowKey"
    WHERE v."shopId" = ${shopId}::uuid AND (v."version" = f."liveVersion" OR EXISTS (SELECT FROM flow_runs r
      WHERE r."shopId" = v."shopId" AND r."flowKey" = v."flowKey" AND r."version" = v."version" AND r."status" = 'active'))`;

/** `the segment “Others” and the flow “Abandoned cart”` */
export const usesWords = (uses: readonly Use[]): string =>
  new Intl.ListFormat('en').format(uses.map(({ kind, name }) => `the ${kind} “${name}”`));
