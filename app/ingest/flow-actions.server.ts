import express, { type Request, type Response, type Router } from 'express';
import { receive } from '~/capture/inbox/receive.server';
import { createBodyVerifier, type BodyVerifier } from '~/integrations/shopify/webhook-verifier.server';
import { flowRun, readAction, type ReadAction } from '~/integrations/shopify-flow/actions';
import { lifecycleSchema } from '~/integrations/shopify-flow/lifecycle';
import { noteLifecycle } from '~/integrations/shopify-flow/note-lifecycle.server';
import { mayBeAskedFor } from '~/decisions/flows/asked-for.server';
import { withShop } from '~/platform/db/db.server';
import type { Clock } from '~/platform/clock/clock';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import type { Notify } from './notify.server';
import { jsonOf } from '~/platform/json-of';

type FlowDeps = Pick<Services, 'db' | 'vault' | 'ids' | 'systemClock' | 'shops'> & { clock: Clock };

/** Flow's own are a few kilobytes. */
const LARGEST_BODY = '256kb';

/**
 * What Shopify Flow asks of us, and tells us of its workflows: signature over the raw bytes, one INSERT under the run's own id, then 200. A run that Flow repeats is no
 * second one. Flow shows merchants the words of a refusal, and gives up on it; anything else it tries again for a day and a half.
 */
export function flowActions(deps: FlowDeps, apiSecret: string, notify: Notify): Router {
  const router = express.Router();
  const verify = createBodyVerifier(apiSecret);
  const raw = express.raw({ type: () => true, limit: LARGEST_BODY });
  router.post(
    '/flow/actions/:action',
    raw,
    asyncRoute(async (request, response) => {
      const body = signedBody(verify, request, response);
      if (body === null) return;
      const read = readAction(request.params.action ?? '', body);
      if (read.kind === 'refused') return refuse(response, read.words);
      const shopId = await deps.shops.findOrCreate(read.action.shopDomain);
      const words = await whyNot(deps, shopId, read);
      if (words !== null) return refuse(response, words);
      await receive(deps, shopId, flowRun(read.action, deps.clock.now()));
      response.status(200).end();
      notify(shopId);
    }),
  );
  router.post(
    '/flow/lifecycle',
    raw,
    asyncRoute(async (request, response) => {
      const body = signedBody(verify, request, response);
      if (body === null) return;
      const told = lifecycleSchema.safeParse(jsonOf(body));
      if (!told.success) return refuse(response, 'This is not what Shopify Flow tells of its workflows.');
      const shopId = await deps.shops.findOrCreate(told.data.shopify_domain);
      await noteLifecycle(deps, shopId, told.data);
      response.status(200).end();
    }),
  );
  return router;
}

function signedBody(verify: BodyVerifier, request: Request, response: Response): string | null {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  if (body && verify(body, request.headers)) return body;
  response.status(401).end();
  return null;
}

const refuse = (response: Response, message: string): void => void response.status(422).json({ message });

/** Why a flow cannot be asked for; null: it can, or none is asked for. */
async function whyNot(
  { db }: FlowDeps,
  shopId: string,
  read: Extract<ReadAction, { kind: 'read' }>,
): Promise<string | null> {
  const { told } = read.action;
  return told.kind === 'send-into-flow' ? withShop(shopId, () => mayBeAskedFor(db.prisma, shopId, told.flowKey)) : null;
}
