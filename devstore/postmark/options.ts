import type { WorldClock } from '../clock';
import type { Zone } from '../dns/zone';
import type { Keep } from '../kept/keep';
import type { AppendOnlyLog } from '../log';
import type { PostmarkLogEntry } from './log/entries';
import type { RetryScheduleName } from './webhooks/retry-schedule';
import type { Limits } from './world';

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
  /** Of how many of the newest messages the bodies can still be asked for; at Postmark for some weeks. Default: all. */
  keepsBodiesOf?: number;
  webhookRetries?: RetryScheduleName;
  /** Whether creating a webhook asks its URL first. Default true. */
  verifiesWebhooks?: boolean;
  /** System time that a webhook's URL has to answer. Postmark publishes no number. Default 10,000. */
  webhookTimeoutMs?: number;
  limits?: Partial<Limits>;
  /** The world's name system, in which it looks for the records of domains. Default: one of its own. */
  zone?: Zone;
  /** Where what has happened is kept for the next start. Default: nowhere. */
  keep?: Keep;
}
