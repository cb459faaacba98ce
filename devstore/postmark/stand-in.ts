import type { WorldClock } from '../clock';
import type { AppendOnlyLog } from '../log';
import { type Account, type AccountState, createAccount } from './account/account';
import type { SenderBook } from './account/senders';
import { type BusinessJobKind, createBusinessQueue } from './business-queue';
import { releaseHeld } from './events/deliver-message';
import { createFaultDesk, type FaultDesk } from './faults/faults';
import { createApiApp } from './http/api-app';
import { createListener, type Listener } from './http/listener';
import { createPublicApp } from './http/public-app';
import { createInbox, type Inbox } from './inbox/inbox';
import type { PostmarkLogEntry } from './log/entries';
import { createMessageStore } from './messages/message-store';
import { createIds, createRandom } from './random';
import type { NewServer, PostmarkServer } from './servers/servers';
import { createDispatcher, type WaitingReport } from './webhooks/dispatcher';
import { retrySchedules, type RetryScheduleName } from './webhooks/retry-schedule';
import { fairWeather, type WebhookWeather } from './webhooks/weather';
import { type Limits, postmarkLimits, type PostmarkWorld } from './world';

export interface PostmarkStandInOptions {
  clock: WorldClock;
  log: AppendOnlyLog<PostmarkLogEntry>;
  /** Of all that is drawn: ids, fault mixes, the weather of webhooks. Default 1. */
  seed?: number;
  accountToken?: string;
  approvals?: {
    /** Postmark's support has approved unsubscribe handling of one's own. Default false. */
    customUnsubscribe?: boolean;
  };
  /** System time, 0 to 600,000: how long a taken message cannot be found by the search. Postmark publishes no number. Default 0. */
  searchLagMs?: number;
  /** Business time from taking a message to its delivery. Default 0. */
  deliveryDelayMs?: number;
  webhookRetries?: RetryScheduleName;
  /** Whether creating a webhook asks its URL first. Default true. */
  verifiesWebhooks?: boolean;
  /** System time that a webhook's URL has to answer. Postmark publishes no number. Default 10,000. */
  webhookTimeoutMs?: number;
  limits?: Partial<Limits>;
}

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
  createServer(server: NewServer): PostmarkServer;
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
  const { world, ports } = build(options);
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
    createServer: (server) => world.account.addServer(server, world.clock.now()),
    accountToken: world.account.token,
    senders: world.account.senders,
    setAccountState: (state) => void (world.account.state = state),
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

interface Ports {
  api: Listener;
  recipients: Listener;
  publicUrl: string;
}

function build(options: PostmarkStandInOptions): { world: PostmarkWorld; ports: Ports } {
  const { clock, log, seed = 1 } = options;
  const ids = createIds({ seed, startedAtMs: clock.now().getTime() - clock.offsetMs });
  const queue = createBusinessQueue({ clock, concurrency: 16 });
  const schedule = retrySchedules[options.webhookRetries ?? 'ten-over-ten-hours'];
  const webhookTimeoutMs = options.webhookTimeoutMs ?? 10_000;
  const account: Account = createAccount({
    token: options.accountToken ?? 'devstore-account-token',
    mayUseCustomUnsubscribe: options.approvals?.customUnsubscribe ?? false,
    ids,
  });
  const world: PostmarkWorld = {
    clock,
    log,
    ids,
    queue,
    account,
    limits: { ...postmarkLimits, ...options.limits },
    messages: createMessageStore(),
    bounces: [],
    opens: [],
    clicks: [],
    webhooks: createDispatcher({
      clock,
      log,
      ids,
      queue,
      schedule,
      timeoutMs: webhookTimeoutMs,
      random: createRandom(seed + 1),
    }),
    faults: createFaultDesk(createRandom(seed)),
    isSendingPaused: false,
    searchLagMs: checkLag(options.searchLagMs ?? 0),
    deliveryDelayMs: options.deliveryDelayMs ?? 0,
    verifiesWebhooks: options.verifiesWebhooks ?? true,
    webhookTimeoutMs,
    publicUrl: () => ports.publicUrl,
  };
  const ports: Ports = {
    api: createListener(createApiApp(world, () => ports.api)),
    recipients: createListener(createPublicApp(world)),
    publicUrl: '',
  };
  return { world, ports };
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

function checkLag(ms: number): number {
  if (!(ms >= 0 && ms <= 600_000)) throw new RangeError(`searchLagMs: ${ms} is not between 0 and 600000 milliseconds.`);
  return ms;
}
