import { z } from 'zod';
import {
  makeEndpoint,
  pauseEndpoint,
  replayMessage,
  resumeEndpoint,
  type EndpointDeps,
} from '~/integrations/webhooks-out/endpoints.server';
import { testEndpoint, type TestDeps } from '~/integrations/webhooks-out/test-endpoint.server';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';

export type WebhooksDeps = Pick<PageDeps, 'db' | 'shops'> & EndpointDeps & TestDeps & ActivityDeps;

/** A new secret is in its answer, and nowhere else ever again. */
export type WebhooksOutcome =
  { kind: 'made'; url: string; secret: string } | { kind: 'tested'; isTaken: boolean; words: string } | SaveOutcome;

const id = z.uuid();
const asked = z.discriminatedUnion('intent', [
  z.object({
    ...{ intent: z.literal('make-endpoint'), url: z.string().trim(), withEmail: z.enum(['true', 'false']) },
    segments: z
      .string()
      .transform((text) => text.split(',').filter(Boolean))
      .pipe(z.array(id).max(200)),
  }),
  z.object({ intent: z.literal('test-endpoint'), id }),
  z.object({ intent: z.literal('pause-endpoint'), id }),
  z.object({ intent: z.literal('resume-endpoint'), id }),
  z.object({ intent: z.literal('remove-endpoint'), id }),
  z.object({ intent: z.literal('send-again'), id }),
]);
type Asked = z.infer<typeof asked>;

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'url', message }] });

/** Makes, tries, pauses and removes endpoints, and sends again what was put aside. `actor`: Shopify's id of the user. */
export function changeWebhooks(
  deps: WebhooksDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<WebhooksOutcome> {
  const parsed = asked.safeParse(form);
  if (!parsed.success) return Promise.resolve(refused('It was not said what to do. Load the page again.'));
  const told = parsed.data;
  return inShop(deps, shopDomain, (db, { id: shopId, domain }) => {
    if (told.intent === 'test-endpoint') return test(deps, db, { id: shopId, domain }, told.id);
    return deps.db.transaction((tx) =>
      told.intent === 'make-endpoint'
        ? make({ deps, shopId, actor }, tx, told)
        : change({ deps, shopId, actor }, tx, told),
    );
  });
}

interface By {
  deps: WebhooksDeps;
  shopId: string;
  actor: string;
}

async function make(
  { deps, shopId, actor }: By,
  tx: Db,
  { url, segments, withEmail }: Extract<Asked, { intent: 'make-endpoint' }>,
): Promise<WebhooksOutcome> {
  const input = { url, segmentIds: segments, withEmail: withEmail === 'true' };
  const made = await makeEndpoint(deps, tx, shopId, input, actor);
  if (made.kind === 'refused') return refused(made.problem);
  await recordActivity(deps, tx, shopId, {
    kind: 'webhook-made',
    subject: made.id,
    actor,
    details: { url: hostIn(url) },
  });
  return { kind: 'made', url, secret: made.secret };
}

const KINDS = {
  'pause-endpoint': 'webhook-paused',
  'resume-endpoint': 'webhook-resumed',
  'remove-endpoint': 'webhook-removed',
} as const satisfies Record<string, ActivityKind>;

async function change(
  { deps, shopId, actor }: By,
  tx: Db,
  told: Exclude<Asked, { intent: 'make-endpoint' | 'test-endpoint' }>,
): Promise<SaveOutcome> {
  if (told.intent === 'send-again') {
    await replayMessage(deps, tx, shopId, told.id);
    return { kind: 'saved' };
  }
  const endpoint = await tx.webhookEndpoint.findFirst({ where: { shopId, id: told.id } });
  if (!endpoint) return { kind: 'saved' };
  if (told.intent === 'pause-endpoint') await pauseEndpoint(deps, tx, shopId, told.id);
  if (told.intent === 'resume-endpoint') await resumeEndpoint(deps, tx, shopId, told.id);
  if (told.intent === 'remove-endpoint')
    await tx.webhookEndpoint.delete({ where: { shopId_id: { shopId, id: told.id } } });
  const details = { url: hostIn(endpoint.url) };
  await recordActivity(deps, tx, shopId, { kind: KINDS[told.intent], subject: told.id, actor, details });
  return { kind: 'saved' };
}

/** The rest of an address may be a secret of the receiver's. */
const hostIn = (url: string): string => new URL(url).host;

async function test(
  deps: WebhooksDeps,
  db: Db,
  shop: { id: string; domain: string },
  endpointId: string,
): Promise<WebhooksOutcome> {
  const endpoint = await db.webhookEndpoint.findFirst({ where: { shopId: shop.id, id: endpointId } });
  if (!endpoint) return refused('This endpoint was removed meanwhile.');
  const outcome = await testEndpoint(deps, shop, endpoint);
  if (outcome.kind === 'failed') return { kind: 'tested', isTaken: false, words: outcome.problem };
  const isTaken = outcome.status >= 200 && outcome.status < 300;
  return { kind: 'tested', isTaken, words: `The server answered ${outcome.status}` };
}
