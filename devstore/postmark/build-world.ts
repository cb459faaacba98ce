import { forgetful } from '../kept/keep';
import { type Account, createAccount } from './account/account';
import { createBusinessQueue } from './business-queue';
import { createFaultDesk } from './faults/faults';
import { createApiApp } from './http/api-app';
import { createListener, type Listener } from './http/listener';
import { createPublicApp } from './http/public-app';
import { compact } from './kept/compact';
import { factsOf, type PostmarkFact } from './kept/facts';
import { noteAccount } from './kept/notes';
import { restore } from './kept/restore';
import { createMessageStore } from './messages/message-store';
import type { PostmarkStandInOptions } from './options';
import { createIds, createRandom } from './random';
import { createDispatcher } from './webhooks/dispatcher';
import type { KeptReport } from './webhooks/reports';
import { retrySchedules } from './webhooks/retry-schedule';
import { postmarkLimits, type PostmarkWorld } from './world';

export interface Ports {
  api: Listener;
  recipients: Listener;
  publicUrl: string;
}

interface Built {
  world: PostmarkWorld;
  ports: Ports;
  /** What earlier runs had still to tell. */
  reports: KeptReport[];
}

/** Everything the stand-in knows, as an earlier run left it; nothing moves yet. */
export function buildWorld(options: PostmarkStandInOptions): Built {
  const { clock, log, seed = 1 } = options;
  const journal = (options.keep ?? forgetful).journal<PostmarkFact>('postmark');
  const facts = compact(journal.earlier());
  journal.replace(facts);
  const kept = factsOf(facts, 'account')[0]?.account;
  const startedAtMs = clock.now().getTime() - clock.offsetMs;
  const ids = createIds({ seed, startedAtMs, ...(kept ? { lastSmall: kept.lastSmallId } : {}) });
  const queue = createBusinessQueue({ clock, concurrency: 16 });
  const schedule = retrySchedules[options.webhookRetries ?? 'ten-over-ten-hours'];
  const webhookTimeoutMs = options.webhookTimeoutMs ?? 10_000;
  const account: Account = createAccount({
    token: options.accountToken ?? 'devstore-account-token',
    mayUseCustomUnsubscribe: options.approvals?.customUnsubscribe ?? false,
    ids,
    kept,
    changed: () => noteAccount(world),
  });
  const world: PostmarkWorld = {
    clock,
    log,
    journal,
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
      journal,
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
  restore(world, facts);
  return { world, ports, reports: factsOf(facts, 'report').map(({ report }) => report) };
}

export function checkLag(ms: number): number {
  if (!(ms >= 0 && ms <= 600_000)) throw new RangeError(`searchLagMs: ${ms} is not between 0 and 600000 milliseconds.`);
  return ms;
}
