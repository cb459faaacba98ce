import type { AccountState } from './account/account';
import type { SenderBook } from './account/senders';
import { buildWorld, checkLag } from './build-world';
import type { BusinessJobKind } from './business-queue';
import { releaseHeld } from './events/deliver-message';
import type { FaultDesk } from './faults/faults';
import type { Listener } from './http/listener';
import { createInbox, type Inbox } from './inbox/inbox';
import { noteAccount } from './kept/notes';
import { takeUp } from './kept/restore';
import type { PostmarkStandInOptions } from './options';
import type { NewServer, PostmarkServer } from './servers/servers';
import type { WaitingReport } from './webhooks/reports';
import { fairWeather, type WebhookWeather } from './webhooks/weather';
import type { PostmarkWorld } from './world';

export type { PostmarkStandInOptions } from './options';

export interface PostmarkFaults extends Omit<FaultDesk, 'draw'> {
  /** True: nobody listens at the API's port. Clicks, opens and unsubscribes go on. */
  outage(isDown: boolean): Promise<void>;
  /** True: messages are taken and answered as ever, but neither sent nor to be found until it ends; then they go out. */
  pauseSending(isPaused: boolean): void;
  /** What the network does to webhooks from now on; fields left out are fair again. */
  webhooks(weather: Partial<WebhookWeather>): void;
  readonly weather: Readonly<WebhookWeather>;
}

export interface PostmarkStandIn {
  /** Listens on 127.0.0.1; port 0 takes any. `url` is the API's, `publicUrl` that of the links in mails. */
  start(options: { port: number; publicPort?: number }): Promise<{ url: string; publicUrl: string }>;
  stop(): Promise<void>;
  /** Takes up what an earlier run left undone: mails on their way, webhooks and their retries. To be called once the app answers. */
  takeUp(): void;
  createServer(server: NewServer): PostmarkServer;
  /** Oldest first. */
  servers(): PostmarkServer[];
  readonly accountToken: string;
  readonly senders: SenderBook;
  setAccountState(state: AccountState): void;
  readonly inbox: Inbox;
  readonly faults: PostmarkFaults;
  setSearchLag(ms: number): void;
  /** Resolves when everything due in business time is done: deliveries, webhooks and their due retries. */
  settle(): Promise<void>;
  /** What falls due next in business time; null: nothing waits. */
  nextDue(): { at: Date; what: BusinessJobKind } | null;
  /** Webhooks that are still to be posted. */
  waitingReports(): WaitingReport[];
}

/** Postmark on this machine, for the demo and the tests: its API, its recipients' side, its webhooks, and what can go wrong with them. */
export function createPostmarkStandIn(options: PostmarkStandInOptions): PostmarkStandIn {
  const { world, ports } = buildWorld(options);
  return {
    async start({ port, publicPort = 0 }) {
      ports.publicUrl = await ports.recipients.start(publicPort);
      return { url: await ports.api.start(port), publicUrl: ports.publicUrl };
    },
    async stop() {
      world.webhooks.stop();
      await world.queue.stop();
      await Promise.all([ports.api.stop(), ports.recipients.stop()]);
    },
    takeUp: () => takeUp(world),
    createServer: (server) => world.account.addServer(server, world.clock.now()),
    servers: () => [...world.account.servers.values()],
    accountToken: world.account.token,
    senders: world.account.senders,
    setAccountState(state) {
      world.account.state = state;
      noteAccount(world);
    },
    inbox: createInbox(world),
    faults: publicFaults(world, ports.api),
    setSearchLag: (ms) => void (world.searchLagMs = checkLag(ms)),
    settle: () => world.queue.settle(),
    nextDue() {
      const next = world.queue.next();
      return next && { at: new Date(next.dueAtMs), what: next.what };
    },
    waitingReports: () => world.webhooks.waiting(),
  };
}

function publicFaults(world: PostmarkWorld, api: Listener): PostmarkFaults {
  return {
    next: (order) => world.faults.next(order),
    mix: (mix) => world.faults.mix(mix),
    clear: () => world.faults.clear(),
    outage: (isDown) => api.refuse(isDown),
    pauseSending(isPaused) {
      world.isSendingPaused = isPaused;
      if (!isPaused) releaseHeld(world);
    },
    webhooks: (weather) => void (world.webhooks.weather = { ...fairWeather, ...weather }),
    get weather() {
      return world.webhooks.weather;
    },
  };
}
