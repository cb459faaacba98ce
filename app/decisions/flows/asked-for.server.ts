import type { Db } from '~/platform/db/db.server';
import { FLOW_UNREAD } from '../explanations/flow-words';
import { understoodFlow } from './flows.server';

/** Why somebody outside cannot have people sent into a flow, in words with the remedy; null: they can. */
export async function mayBeAskedFor(db: Db, shopId: string, key: string): Promise<string | null> {
  const flow = await db.flow.findUnique({ where: { shopId_key: { shopId, key } } });
  if (!flow || flow.archivedAt)
    return `There is no flow “${key}” in Kindred. Its key stands in its address and where it says how it begins.`;
  const live = await understoodFlow(db, shopId, key, flow.liveVersion);
  if (!live) return FLOW_UNREAD;
  const { name, trigger } = live;
  if (trigger.kind !== 'asked')
    return `The flow “${name}” begins by something else. Let it begin when Shopify Flow asks for it, and publish it.`;
  return flow.isOn ? null : `The flow “${name}” is off. Turn it on in Kindred.`;
}
