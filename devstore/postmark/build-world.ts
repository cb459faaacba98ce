import type { JournalWriter } from '../kept/journal';
import { createZone } from '../dns/zone';
import { forgetful, type Keep } from '../kept/keep';
import { forgetfulFile } from '../kept/kept-file';
import { createAccount } from './account/account';
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
import { retrySchedules } from './webhooks/retry-schedule';
import { postmarkLimits, type PostmarkWorld } from './world';

export interface Ports {
  api: Listener;
  recipients: Listener;
  publicUrl: string;
}

/** Everything the stand-in knows, as an earlier run left it; nothing moves yet. */
export function buildWorld(options: PostmarkStandInOptions): { world: PostmarkWorld; ports: Ports } {
  const { clock, log, seed = 1, webhookTimeoutMs = 10_000 } = options;
  const { journal, facts } = openMemory(options.keep ?? forgetful);
  const kept = factsOf(facts, 'account')[0]?.account;
  const startedAtMs = clock.now().getTime() - clock.offsetMs;
  const ids = createIds({ seed, startedAtMs, ...(kept ? { lastSmall: kept.lastSmallId } : {}) });
  const queue = createBusinessQueue({ clock, concurrency: 16 });
  const shared = { clock, log, journal, ids, queue };
  const world: PostmarkWorld = {
    ...shared,
    account: createAccount({
      ...{ ids, kept, zone: options.zone ?? createZone(forgetfulFile()), changed: () => noteAccount(world) },
      token: options.accountToken ?? 'devstore-account-token',
      mayUseCustomUnsubscribe: options.approvals?.customUnsubscribe ?? false,
    }),
    limits: { ...postmarkLimits, ...options.limits },
    messages: createMessageStore(options),
    ...{ bounces: [], opens: [], clicks: [] },
    webhooks: createDispatcher({
      ...{ ...shared, timeoutMs: webhookTimeoutMs, random: createRandom(seed + 1) },
      schedule: retrySchedules[options.webhookRetries ?? 'ten-over-ten-hours'],
      undone: factsOf(facts, 'report').map(({ report }) => report),
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
  return { world, ports };
}

/** Reads the journal, which thereby loses what says nothing any more. */
function openMemory(keep: Keep): { journal: JournalWriter<PostmarkFact>; facts: PostmarkFact[] } {
  const journal = keep.journal<PostmarkFact>('postmark');
  const facts = compact(journal.earlier());
  journal.replace(facts);
  return { journal, facts };
}

export function checkLag(ms: number): number {
  if (!(ms >= 0 && ms <= 600_000)) throw new RangeError(`searchLagMs: ${ms} is not between 0 and 600000 milliseconds.`);
  return ms;
}
