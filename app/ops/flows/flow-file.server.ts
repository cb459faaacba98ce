import { toFlowFile } from '~/decisions/flows/flow-file';
import { flowDefinition } from '~/decisions/flows/flows.server';
import { inShop, type PageDeps } from '../shop-context.server';

/** What is live of a flow, as a file. Null for a flow nobody knows. */
export function flowFile(deps: PageDeps, shopDomain: string, key: string): Promise<string | null> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId, key } } });
    return flow ? toFlowFile(await flowDefinition(db, shopId, key, flow.liveVersion)) : null;
  });
}
