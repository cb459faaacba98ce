import { afterEach, beforeEach } from 'vitest';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { saveSegment } from '~/customers/segments/save-segment.server';
import { makeEndpoint, type EndpointInput } from '~/integrations/webhooks-out/endpoints.server';
import { noteMembership } from '~/integrations/webhooks-out/note-membership.server';
import type { MembershipPayload } from '~/integrations/webhooks-out/payload';
import { createWebhookPoster } from '~/integrations/webhooks-out/post-webhook.server';
import { sendWebhooks } from '~/integrations/webhooks-out/send-webhooks.server';
import { withShop } from '~/platform/db/db.server';
import { makePerson, type Person } from './people';
import { createShop } from './shops';
import type { TestApp } from './test-app';
import { openReceiver, type WebhookReceiver } from './webhook-receiver';

/**
 * For each test a shop with a segment of Berliners, people who move, and receivers on this machine. To be called at a test file's top level; `now` is of the
 * test that runs.
 */
export function webhooksHeard(app: TestApp) {
  const { prisma } = app.db;
  const webhookRules = { mayBeLoopback: true };
  const flowTeller = () => Promise.resolve({ kind: 'failed', problem: 'no workflow begins here' } as const);
  const deps = {
    ...app,
    flowTeller,
    webhookRules,
    webhookPoster: createWebhookPoster({ ...webhookRules, timeoutMs: 1_500 }),
  };
  const receivers: WebhookReceiver[] = [];
  const now = { shop: { id: '', domain: '', currency: '' }, segmentId: '' };

  const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(now.shop.id, work);
  const advance = () =>
    advanceSegments(app, now.shop.id, (tx, shopId, events) => noteMembership(app, tx, shopId, events));

  beforeEach(async () => {
    now.shop = await createShop(app);
    now.segmentId = await inShop(async () => {
      const rule = { kind: 'fact', fact: 'profile.city', is: 'is', value: 'Berlin' } as const;
      const saved = await app.db.transaction((tx) => saveSegment(app, tx, now.shop.id, { name: 'Berliners', rule }));
      if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
      await advance();
      return saved.id;
    });
  });
  afterEach(async () => {
    for (const each of receivers.splice(0)) await each.close();
  });

  return {
    ...{ app, deps, now, inShop },
    send: () => inShop(() => sendWebhooks(deps, now.shop)),
    async listen(port = 0): Promise<WebhookReceiver> {
      const made = await openReceiver(port);
      receivers.push(made);
      return made;
    },
    async addEndpoint(to: WebhookReceiver, more: Partial<EndpointInput> = {}): Promise<string> {
      const input = { url: to.url, segmentIds: [], withEmail: false, ...more };
      const made = await inShop(() => app.db.transaction((tx) => makeEndpoint(deps, tx, now.shop.id, input, 'test')));
      if (made.kind !== 'made') throw new Error(made.problem);
      to.secret = made.secret;
      return made.id;
    },
    /** The person moves, and the segments hear of it. */
    move: ({ profileId }: Pick<Person, 'profileId'>, city: string) =>
      inShop(async () => {
        await prisma.profile.updateMany({ where: { shopId: now.shop.id, id: profileId }, data: { city } });
        await advance();
        app.advance(1_000);
      }),
    addPerson: () => inShop(() => makePerson(app, now.shop.id)),
    told: (by: WebhookReceiver) => by.heard.map(({ body }) => JSON.parse(body) as MembershipPayload),
    messages: () =>
      inShop(() => prisma.webhookMessage.findMany({ where: { shopId: now.shop.id }, orderBy: { seq: 'asc' } })),
    endpointOf: (id: string) =>
      inShop(() => prisma.webhookEndpoint.findFirstOrThrow({ where: { shopId: now.shop.id, id } })),
  };
}
