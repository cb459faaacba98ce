import { liveSegments } from '~/customers/segments/live-segments.server';
import type { FlowContext } from '~/decisions/flows/language/flow-problems';
import type { Db } from '~/platform/db/db.server';
import { keysInUse } from '../emails/email-catalogue.server';

/** What flows of a shop may speak of, as it is now. */
export async function flowContext(db: Db, shopId: string): Promise<FlowContext> {
  const [segments, templates, outputs, endpoints, offers] = await Promise.all([
    liveSegments(db, shopId),
    keysInUse(db, shopId),
    db.segmentOutput.findMany({ where: { shopId, tag: { not: null } }, select: { tag: true } }),
    db.webhookEndpoint.findMany({ where: { shopId, channel: 'http' }, select: { id: true } }),
    db.offer.findMany({ where: { shopId, isOn: true }, select: { id: true } }),
  ]);
  return {
    segmentIds: new Set(segments.map(({ id }) => id)),
    templates,
    segmentTags: outputs.flatMap(({ tag }) => tag ?? []),
    endpoints: new Set(endpoints.map(({ id }) => id)),
    offers: new Set(offers.map(({ id }) => id)),
  };
}
