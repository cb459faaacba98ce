import { toFlowFile } from '~/decisions/flows/flow-file';
import { understoodFlow } from '~/decisions/flows/flows.server';
import { inShop, type PageDeps } from '../shop-context.server';

/** What is live of a flow, as a file. Null for a flow nobody knows, or whose live version is not understood here. */
export function flowFile(deps: PageDeps, shopDomain: string, key: string): Promise<string | null> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId, key } } });
    const live = flow && (await understoodFlow(db, shopId, key, flow.liveVersion));
    return live && toFlowFile(live);
  });
}
