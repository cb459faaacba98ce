import { createModelStore } from '~/decisions/recommendations/models.server';
import { createMailRenderer } from '~/delivery/rendering/mail-renderer.server';
import { saveSender } from '~/delivery/sending/sender.server';
import { sendDueMessages } from '~/delivery/sending/send-due.server';
import { connectPostmarkStream } from '~/integrations/postmark/connect-stream.server';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { transportBy } from './transport';
import { openBench } from '../../devstore/postmark/testing/open-bench';
import { fakeStore } from './fake-store';
import type { TestShop } from './shops';
import type { TestApp } from './test-app';

/** Lets a shop's mail leave to a Postmark of its own, on a database that a test has already. Call it inside the shop's wall; close it in the end. */
export async function openMailer(app: TestApp, shop: TestShop) {
  const bench = await openBench({ verifiesWebhooks: false });
  const clients = createPostmarkClients(bench.url);
  const { token } = bench.server;
  await saveSender(app.vault, app.db.prisma, shop.id, {
    ...{
      fromName: 'Oak & Elm',
      fromEmail: 'hello@shop.example',
      replyTo: null,
      postalAddress: '1 Oak Street, Bristol',
    },
    ...{ postmarkToken: token, broadcastStream: 'broadcast', unsubscribeMode: 'postmark', consentLine: null },
  });
  const hook = { url: 'http://127.0.0.1:9/hook', username: 'kindred', password: 'secret' };
  await connectPostmarkStream(clients, { token, stream: 'broadcast', unsubscribeMode: 'postmark', ...hook });
  const [store, renderer] = [fakeStore(), createMailRenderer()];
  const deps = {
    ...{ ...app, store, liveCatalog: store, liveCustomers: store, renderer, models: createModelStore() },
    ...{ transport: transportBy(clients), appUrl: 'http://127.0.0.1:4000', crashPoint: () => undefined },
    ...{ settleAfterMs: 900_000, lentAddresses: { sharedDomain: null, operatorFrom: null } },
    ampCheck: () => Promise.resolve([]),
  };
  return {
    send: () => sendDueMessages(deps, shop.id),
    async close() {
      await renderer.close();
      await bench.close();
    },
  };
}
