import { messageOf } from '~/platform/errors';
import type { AdminClient } from '../shopify/admin-client.server';
import * as operations from '../shopify/operations';
import type { PostOutcome } from '../webhooks-out/post-webhook.server';

/** The most that Flow takes. */
const MOST_BYTES = 50_000;

/** Tells Shopify Flow what a body says: as one endpoint among others, so that it is tried as patiently as they are. */
export type FlowTeller = (shopDomain: string, body: string) => Promise<PostOutcome>;

export function createFlowTeller(admin: AdminClient): FlowTeller {
  return async (shopDomain, body) => {
    if (Buffer.byteLength(body) > MOST_BYTES) return { kind: 'failed', problem: 'It is more than Shopify Flow takes' };
    const { handle, payload } = JSON.parse(body) as { handle: string; payload: Record<string, unknown> };
    try {
      const { flowTriggerReceive: answer } = await admin.run(shopDomain, operations.receiveFlowTrigger, {
        ...{ handle, payload: payload },
      });
      const [first] = answer?.userErrors ?? [];
      return first ? { kind: 'failed', problem: `Shopify says: ${first.message}` } : { kind: 'answered', status: 200 };
    } catch (error) {
      return { kind: 'failed', problem: messageOf(error) };
    }
  };
}
