import type { WorldClock } from '../clock';
import type { JournalWriter } from '../kept/journal';
import type { AppendOnlyLog } from '../log';
import type { Account } from './account/account';
import type { BusinessQueue } from './business-queue';
import type { Bounce } from './events/bounces';
import type { FaultDesk } from './faults/faults';
import type { PostmarkFact } from './kept/facts';
import type { PostmarkLogEntry } from './log/entries';
import type { MessageLimits } from './messages/check-message';
import type { MessageStore } from './messages/message-store';
import type { IdSource } from './random';
import type { Click, Open } from './tracking/opens-and-clicks';
import type { WebhookDispatcher } from './webhooks/dispatcher';

export interface Limits extends MessageLimits {
  /** Messages in one batch. */
  batchMessages: number;
  /** Bytes of a batch request; that of a single message is `messageBytes`. */
  batchBytes: number;
  streamsPerServer: number;
  webhooksPerStream: number;
  suppressionsPerRequest: number;
  /** Requests to the API within one second of system time before 429; null, as Postmark publishes none. */
  requestsPerSecond: number | null;
}

export const postmarkLimits: Limits = {
  messageBytes: 10 * 1024 * 1024,
  bodyBytes: 5 * 1024 * 1024,
  recipients: 50,
  batchMessages: 500,
  batchBytes: 50 * 1024 * 1024,
  streamsPerServer: 10,
  webhooksPerStream: 10,
  suppressionsPerRequest: 50,
  requestsPerSecond: null,
};

/** Everything the stand-in knows; routes and events work on it. */
export interface PostmarkWorld {
  clock: WorldClock;
  log: AppendOnlyLog<PostmarkLogEntry>;
  /** What must outlive the process is noted here, within the turn of the event loop in which it came about. */
  journal: JournalWriter<PostmarkFact>;
  ids: IdSource;
  limits: Limits;
  account: Account;
  messages: MessageStore;
  bounces: Bounce[];
  opens: Open[];
  clicks: Click[];
  webhooks: WebhookDispatcher;
  queue: BusinessQueue;
  faults: FaultDesk;
  /** Postmark has paused the account: messages are taken and answered as ever, but kept back and not to be found. */
  isSendingPaused: boolean;
  /** How long a taken message cannot be found, in system time. */
  searchLagMs: number;
  /** Business time from taking a message to its delivery. */
  deliveryDelayMs: number;
  /** Whether creating or editing a webhook asks its URL first. */
  verifiesWebhooks: boolean;
  webhookTimeoutMs: number;
  /** Base of the addresses that mails carry, without a slash at the end. */
  publicUrl: () => string;
}

/** System time in milliseconds: the world's clock without its offset. */
export const systemNowMs = (world: Pick<PostmarkWorld, 'clock'>): number =>
  world.clock.now().getTime() - world.clock.offsetMs;
