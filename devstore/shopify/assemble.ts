import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetful } from '../kept/keep';
import { seededRandom, type SeededRandom } from '../store-data/seeded-random';
import { loadAdminSchema } from './admin-schema/admin-schema';
import type { BulkRecord } from './bulk/contract';
import { createBulkOperations } from './bulk/operations';
import { createCompliance } from './compliance';
import { createCostBucket } from './graphql/bucket';
import type { AdminWorld } from './graphql/context';
import { createFlow } from './flow/flow';
import { readFlowExtensions } from './flow/flow-extensions';
import { createMarketing } from './graphql/marketing';
import { createMetafields } from './graphql/metafields';
import { createWebPixels } from './graphql/web-pixels';
import { createInstallation } from './installation';
import { openMemory } from './kept/memory';
import { createActionClock } from './live-store/action-clock';
import { keepStore } from './live-store/kept-store';
import { createLiveStore } from './live-store/live-store';
import { createState, uuidFrom, type LiveState } from './live-store/state';
import type { ShopifyLogEntry } from './log-entry';
import { createEmbeddedApp } from './oauth/embedded-app';
import { createTokenStore } from './oauth/tokens';
import {
  defaultApprovals,
  defaultBucket,
  defaultUnknowns,
  defaultWebhooks,
  type ShopifyStandInOptions,
  type Unknowns,
} from './options';
import { createServer } from './server';
import { subscriptionsFor } from './webhooks/make-delivery';
import { payloadOf } from './webhooks/payloads/of-event';
import { bulkFinishPayload } from './webhooks/payloads/shop';
import { createWebhooks } from './webhooks/webhooks';

/** Makes the stand-in's parts as an earlier run left them and joins them. */
export function assemble(options: ShopifyStandInOptions) {
  const setting = readSetting(options);
  const { seed, keep, systemNow, log, shop, apiKey, apiSecret, appUrl, config, secret, approvals, unknowns } = setting;
  const memory = openMemory(keep);
  const later = { world: () => world };
  const behaviour = { ...defaultWebhooks, ...options.webhooks };
  const webhooks = createWebhooks({ ...setting, ...later, behaviour, journal: memory.journal, undone: memory.undone });
  const addresses = { base: '', storefront: `https://${shop}` };
  const finished = (record: BulkRecord) =>
    compliance.announce('bulk_operations/finish', bulkFinishPayload(record, world));
  const bulk = createBulkOperations({
    ...{ ...setting, ...later, ...memory.bulk, finished },
    baseUrl: () => addresses.base,
  });

  const clock = createActionClock(setting.clock);
  const state = createState({
    data: options.data,
    clock,
    random: seededRandom(seed, 'shopify stand-in'),
    checkoutCreateFires: unknowns.checkoutCreateFires,
    tell(event, { actionId, at }) {
      // A payload is only built for those who listen and have not heard of it.
      if (isReplaying() || !installation.isInstalled() || subscriptionsFor(event.topic, world).length === 0) return;
      webhooks.send({ topic: event.topic, payload: payloadOf(event, at, world), eventId: actionId, at });
    },
  });
  const { store, replay, isReplaying } = keepStore(createLiveStore(state), { clock, journal: memory.journal });
  replay(memory.calls);
  const installation = createInstallation({ ...setting, ...memory.installation });
  const tokens = createTokenStore(keep.random(seed, 'tokens'), systemNow, memory.tokens);
  const world: AdminWorld = {
    ...{ state, store, installation, approvals, unknowns, config, apiKey, appUrl, bulk },
    admin: loadAdminSchema(options.schemaFile),
    storefrontUrl: () => addresses.storefront,
    pixels: createWebPixels(...memory.pixels),
    metafields: createMetafields(...memory.metafields),
    marketing: createMarketing(...memory.marketing),
    flow: openFlow({ state, appUrl, apiSecret, called: unknowns.flowTriggerCalled, random: keep.random(seed, 'flow') }),
  };
  const compliance = createCompliance({ world, webhooks, tokens, random: keep.random(seed, 'platform events') });

  const bucket = createCostBucket({ ...defaultBucket, ...options.bucket }, systemNow);
  const oauth = { apiKey, apiSecret, shop, tokens, installation, systemNow, log };
  const requests = keep.random(seed, 'request ids');
  const requestId = () => uuidFrom(requests);
  const server = createServer({ world, tokens, bucket, shop, oauth, bulk, secret, systemNow, log, requestId });
  const locale = options.data.shop.primaryLocale;
  const random = keep.random(seed, 'admin');
  const embedded = createEmbeddedApp({ apiKey, apiSecret, appUrl, shop, locale, random, systemNow });
  return { world, webhooks, compliance, bulk, addresses, server, embedded, removeData: setting.removeData };
}

const EXTENSIONS = fileURLToPath(new URL('../../extensions', import.meta.url));

interface FlowParts {
  state: LiveState;
  appUrl: string;
  apiSecret: string;
  called: Unknowns['flowTriggerCalled'];
  random: SeededRandom;
}

function openFlow({ called, random, ...parts }: FlowParts) {
  const extensions = readFlowExtensions(EXTENSIONS);
  const numbers = (handle: string) => String(7_000 + extensions.triggers.findIndex((each) => each.handle === handle));
  return createFlow({
    ...{ ...parts, extensions, random: () => uuidFrom(random) },
    called: ({ handle, name }) => (called === 'handle' ? handle : called === 'name' ? name : numbers(handle)),
  });
}

/** The options with their defaults, and a folder for results that is removed at the end if nobody named one. */
function readSetting(options: ShopifyStandInOptions) {
  const seed = options.seed ?? 1;
  const keep = options.keep ?? forgetful;
  const keptDir = options.dataDir ?? (keep.dir && join(keep.dir, 'bulk-results'));
  const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'shopify-stand-in-'));
  return {
    ...options.app,
    seed,
    keep,
    dataDir,
    clock: options.clock,
    shop: options.data.shop.domain,
    systemNow: options.systemNow ?? Date.now,
    approvals: { ...defaultApprovals, ...options.approvals },
    unknowns: { ...defaultUnknowns, ...options.unknowns },
    secret: createHash('sha256').update(`${seed} ${options.app.apiSecret}`).digest('hex'),
    log: (entry: ShopifyLogEntry) => void options.log.append(entry),
    removeData: () => (keptDir ? undefined : rmSync(dataDir, { recursive: true, force: true })),
  };
}
