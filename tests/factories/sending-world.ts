import type { Message } from '@prisma/client';
import { encodeModel } from '~/decisions/recommendations/model';
import { createModelStore } from '~/decisions/recommendations/models.server';
import { storeVersion } from '~/decisions/recommendations/versions.server';
import { createAmpCheck } from '~/delivery/amp/validate-amp.server';
import { createMailRenderer } from '~/delivery/rendering/mail-renderer.server';
import { saveSender, type Sender, type SenderInput } from '~/delivery/sending/sender.server';
import { sendDueMessages, type SendDeps } from '~/delivery/sending/send-due.server';
import { settleMessages } from '~/delivery/sending/settle-messages.server';
import { connectPostmarkStream } from '~/integrations/postmark/connect-stream.server';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { METADATA_KEY } from '~/integrations/postmark/postmark-transport.server';
import { withShop } from '~/platform/db/db.server';
import { createIds } from '~/platform/ids.server';
import { afterAll } from 'vitest';
import { acceptedAfter, countByAddress, findDuplicates } from '../../devstore/postmark/log/judge';
import { openBench, type Bench } from '../../devstore/postmark/testing/open-bench';
import { testDatabase } from '../setup/database';
import { fakeStore, type FakeStore } from './fake-store';
import { fillCart } from './filled-carts';
import { messageNow, plan } from './messages';
import { makePerson, type Person } from './people';
import { trainedOn } from './recommender-data';
import { cartLine } from './reports';
import { productId, stockShelf } from './shelf';
import { createShop, type TestShop } from './shops';
import { transportBy } from './transport';
import { testApp, type TestApp } from './test-app';

/** Verified in the account in which servers of shops are made. */
export const LENT_DOMAIN = 'shops.kindred.example';
/** Longer than Postmark's search may lag behind, as in the app's own settings. */
export const SETTLE_MS = 15 * 60_000;

export interface Recipient extends Person {
  message: Message;
}

/** A shop that sends through a Postmark that is as strict as the real one and can be made to fail; the store behind it is a small fake. */
export interface SendingWorld {
  app: TestApp;
  bench: Bench;
  shop: TestShop;
  sender: SenderInput;
  store: FakeStore;
  deps: SendDeps;
  /** Somebody who left products 1 and 2 in the cart, with a message about it that is due. */
  recipient(fields?: { email?: string; firstName?: string; lines?: number[] }): Promise<Recipient>;
  recipients(count: number): Promise<Recipient[]>;
  send(changes?: Partial<SendDeps>): Promise<Date | null>;
  settle(): Promise<Date | null>;
  /** Both clocks go on. */
  pass(ms: number): void;
  now(recipient: Recipient): Promise<Message>;
  /** How many mails Postmark took for each address, by its own log. */
  counts(): Record<string, number>;
  duplicates(): string[];
  /** Mails to somebody whose request's first byte reached Postmark after a moment of \`performance.now()\`, by their subjects. */
  mailsBegunAfter(person: Person, monotonicMs: number): string[];
}

type Options = Parameters<typeof openBench>[0] & { unsubscribeMode?: Sender['unsubscribeMode'] };
export type InWorld = (work: (world: SendingWorld) => Promise<void>, options?: Options) => Promise<void>;

/** For the top level of a test file: gives the function that runs a test in a fresh world on the file's own database. */
export async function sendingWorlds(): Promise<InWorld> {
  const shared = testApp(await testDatabase(), { poolSize: 20 });
  const renderer = createMailRenderer();
  afterAll(() => renderer.close());
  return async (work, { unsubscribeMode = 'postmark', ...options } = {}) => {
    const approvals = { customUnsubscribe: unsubscribeMode === 'custom' };
    const bench = await openBench({ searchLagMs: 60_000, verifiesWebhooks: false, approvals, ...options });
    try {
      const app = onTimeOf(bench, shared);
      const shop = await openShop(app);
      await withShop(shop.id, async () => work(await openWorld({ app, bench, shop, renderer, unsubscribeMode })));
    } finally {
      await bench.close();
    }
  };
}

/** The app lives by the same two clocks as its Postmark. */
function onTimeOf(bench: Bench, app: TestApp): TestApp {
  const systemClock = { time: 'system', now: () => new Date(bench.system.nowMs) } as const;
  const clock = { time: 'business', now: () => bench.clock.now() } as const;
  return { ...app, clock, systemClock, ids: createIds(systemClock) };
}

async function openShop(app: TestApp): Promise<TestShop> {
  const shop = await createShop(app);
  const details = { name: 'Oak & Elm', storefrontUrl: 'https://shop.example', timezone: 'Europe/Berlin' };
  await app.db.prisma.shop.update({ where: { id: shop.id }, data: details });
  return shop;
}

interface Parts {
  app: TestApp;
  bench: Bench;
  shop: TestShop;
  renderer: SendDeps['renderer'];
  unsubscribeMode: Sender['unsubscribeMode'];
}

async function openWorld({ app, bench, shop, renderer, unsubscribeMode }: Parts): Promise<SendingWorld> {
  const store = fakeStore();
  /** Short, as tests of lost answers wait for it. */
  const clients = createPostmarkClients(bench.url, 0.5);
  const deps: SendDeps = {
    ...app,
    ...{
      store,
      liveCatalog: store,
      liveCustomers: store,
      renderer,
      models: createModelStore(),
      transport: transportBy(clients),
    },
    ...{ appUrl: 'http://127.0.0.1:4000', crashPoint: () => undefined, settleAfterMs: SETTLE_MS },
    lentAddresses: { sharedDomain: LENT_DOMAIN, operatorFrom: null },
    ampCheck: createAmpCheck(),
  };
  const sender: SenderInput = {
    fromName: 'Oak & Elm',
    fromEmail: 'hello@shop.example',
    replyTo: 'team@shop.example',
    postalAddress: '1 Oak Street, Bristol',
    postmarkToken: bench.server.token,
    broadcastStream: 'broadcast',
    unsubscribeMode,
    consentLine: null,
  };
  await saveSender(app.vault, app.db.prisma, shop.id, sender);
  const hook = { url: 'http://127.0.0.1:9/hook', username: 'kindred', password: 'secret' };
  await connectPostmarkStream(createPostmarkClients(bench.url), {
    token: bench.server.token,
    stream: 'broadcast',
    unsubscribeMode,
    ...hook,
  });
  await stockShelf(app, shop.id, 8);
  await teach(app, shop.id);

  const world: SendingWorld = {
    ...{ app, bench, shop, sender, store, deps },
    recipient: (fields) => makeRecipient(app, shop.id, fields),
    async recipients(count) {
      const made: Recipient[] = [];
      while (made.length < count) made.push(await world.recipient());
      return made;
    },
    send: (changes) => withShop(shop.id, () => sendDueMessages({ ...deps, ...changes }, shop.id)),
    settle: () => withShop(shop.id, () => settleMessages(deps, shop.id)),
    pass: (ms) => void (bench.system.nowMs += ms),
    now: ({ message }) => messageNow(app, message),
    counts: () => Object.fromEntries(countByAddress(bench.log.all())),
    mailsBegunAfter: ({ email }, at) =>
      acceptedAfter(bench.log.all(), email, at).map(({ entry }) => entry.subject ?? ''),
    duplicates: () => findDuplicates(bench.log.all(), METADATA_KEY).map(({ value }) => value),
  };
  return world;
}

/** Products 3 to 8 are bought with product 1, each less often than the one before. */
export async function teach(app: TestApp, shopId: string): Promise<void> {
  const pairs = [3, 4, 5, 6, 7, 8].flatMap((other) => Array.from({ length: 10 - other }, () => [1, other]));
  const bytes = encodeModel(trainedOn(pairs.map((pair) => pair.map(productId))));
  await app.db.transaction((tx) =>
    storeVersion(tx, shopId, {
      bytes,
      metrics: {},
      trainedAt: app.clock.now(),
      kind: 'full',
      verdict: { kind: 'first' },
    }),
  );
}

async function makeRecipient(
  app: TestApp,
  shopId: string,
  { lines = [1, 2], ...about }: { email?: string; firstName?: string; lines?: number[] } = {},
): Promise<Recipient> {
  const person = await makePerson(app, shopId, about);
  const { profileId } = person;
  const token = `cart-of-${profileId}`;
  await fillCart(app, shopId, { profileId, token, lines: lines.map((number) => cartLine(number)) });
  return { ...person, message: await plan(app, shopId, { profileId, subject: { cartToken: token } }) };
}
