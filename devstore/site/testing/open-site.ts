import { ServerClient } from 'postmark';
import { type Receiver, openReceiver } from '../../postmark/testing/open-receiver';
import { generateStore } from '../../store-data';
import { startWorld, type World, type WorldOptions } from '../../world';
import type { App, UpcomingWork } from '../../app-processes';
import { createSite } from '../site';

/** The world's site with a stand-in of the app: what it has to do is what the test says, and its webhook for Postmark is a receiver. */
export interface OpenSite {
  world: World;
  url: string;
  work: FakeWork;
  /** Takes Postmark's webhooks of the broadcast stream. */
  receiver: Receiver;
  postmark: ServerClient;
  /** Sends a mail to one person on the broadcast stream; gives its id. */
  send(to: string, fields?: Partial<Parameters<ServerClient['sendEmail']>[0]>): Promise<string>;
  close(): Promise<void>;
}

interface FakeWork {
  /** Null: the app does not answer. */
  upcoming: UpcomingWork[] | null;
  /** Called when the world asks how much is left to do: the place where the app would do what is due. */
  doDue: () => Promise<void>;
}

const everything = Object.fromEntries(
  ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'].map((type) => [
    type,
    { Enabled: true },
  ]),
);

export async function openSite(options: Pick<Partial<WorldOptions>, 'data' | 'postmark'> = {}): Promise<OpenSite> {
  const data = options.data ?? generateStore({ seed: 7, customers: 40, products: 60 });
  const receiver = await openReceiver();
  const identity = { apiKey: 'site-test', apiSecret: 'secret', appUrl: receiver.url };
  const world = await startWorld({
    ...{ data, seed: 7, app: identity, ports: { shopify: 0, storefront: 0, postmark: 0 } },
    ...(options.postmark ? { postmark: options.postmark } : {}),
  });
  const work: FakeWork = { upcoming: [], doDue: () => Promise.resolve() };
  world.site.use(createSite({ world, app: fakeApp(work), appUrl: identity.appUrl }));
  const postmark = new ServerClient(world.postmarkToken, {
    ...{ useHttps: false, requestHost: new URL(world.urls.postmark).host },
  });
  await postmark.createWebhook({ Url: receiver.url, MessageStream: 'broadcast', Triggers: everything });
  return {
    ...{ world, url: world.urls.site, work, receiver, postmark },
    async send(to, fields) {
      const mail = { From: world.senderEmail, To: to, Subject: 'Hello', HtmlBody: '<p>Hello</p>', ...fields };
      const { MessageID } = await postmark.sendEmail({ MessageStream: 'broadcast', ...mail });
      await world.postmark.settle();
      return MessageID;
    },
    async close() {
      await world.stop();
      await receiver.close();
    },
  };
}

function fakeApp(work: FakeWork): App {
  const nothing = () => Promise.reject(new Error('there is no app in this test'));
  return {
    startWeb: nothing,
    startWorker: nothing,
    workLeft: () => work.doDue().then(() => 0),
    upcomingWork: () => (work.upcoming ? Promise.resolve(work.upcoming) : new Promise(() => undefined)),
    stop: () => Promise.resolve(),
  };
}
