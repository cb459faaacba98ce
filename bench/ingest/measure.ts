import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import { residentMb } from '../load/machine';
import { createPoster } from '../load/post';
import type { SignedWebhook } from '../path/webhooks';
import type { BrowserPost } from './browsers';
import { best, climb, judge, load, type Step, type Target } from './climb';
import { emptyInbox, processed, type Processed } from './database';
import { startFlood } from './flood';

export interface IngestPlan {
  firstRate: number;
  stepSeconds: number;
  p99Ms: number;
  floodSeconds: number;
  /** How many times as many requests as the storefront's endpoint takes. */
  floodFactor: number;
  /** Batches that one worker records. */
  toProcess: number;
}

export interface Setting {
  plan: IngestPlan;
  appUrl: string;
  bareUrl: string;
  ownerUrl: string;
  random: SeededRandom;
  shops: readonly string[];
  webhooks: readonly SignedWebhook[];
  browsers: () => BrowserPost;
  webPid: number;
  startWorker: () => Promise<{ pid: number }>;
}

export interface IngestFigures {
  kindred: Step;
  bare: Step;
  storefront: Step;
  flood: { rate: number; webhookRate: number; quiet: Step; flooded: Step; statuses: Record<string, number> };
  processed: Processed;
  webRssMb: number;
  workerRssMb: number;
}

/** Above this rate webhooks under the flood would be a test of the machine. */
const MOST_UNDER_FLOOD = 100;
const GIVE_UP_MS = 300_000;
/** The endpoint alone is asked to warm up: code is compiled and connections are opened. */
const WARM_UP_SECONDS = 2;

export async function measureIngest(setting: Setting): Promise<IngestFigures> {
  const { plan, random, ownerUrl } = setting;
  const kindred = webhookTarget('kindred', `${setting.appUrl}/ingest/shopify`, setting);
  const bare = webhookTarget('bare', setting.bareUrl, setting);
  const storefront = storefrontTarget(setting);
  const quiet = async () => {
    await emptyInbox(ownerUrl);
    await sleep(300);
  };
  for (const target of [kindred, bare, storefront]) await load(target, plan.firstRate / 2, WARM_UP_SECONDS, random);
  const webhooks = await climb([kindred, bare], plan, { random, quiet });
  const browsers = await climb([storefront], { ...plan, firstRate: Math.round(plan.firstRate / 2) }, { random, quiet });
  const [kindredBest, storefrontBest] = [
    best(webhooks.get('kindred') ?? [], 'kindred'),
    best(browsers.get('storefront') ?? [], 'storefront'),
  ];
  await quiet();
  const flood = await measureFlood(setting, kindred, kindredBest, storefrontBest);
  await quiet();
  const webRssMb = residentMb(setting.webPid);
  const { figures, workerRssMb } = await measureProcessing(setting, storefront, storefrontBest.ratePerSecond / 2);
  return {
    kindred: kindredBest,
    bare: best(webhooks.get('bare') ?? [], 'the bare server'),
    storefront: storefrontBest,
    flood,
    processed: figures,
    webRssMb,
    workerRssMb,
  };
}

/** Each webhook under an event id of its own, as a repeated one is no second row. */
function webhookTarget(name: string, url: string, { webhooks, random }: Setting): Target {
  const poster = createPoster(url);
  const send = () => {
    const { headers, body } = random.pick([...webhooks]);
    return poster.post({ ...headers, 'X-Shopify-Event-Id': randomUUID() }, body);
  };
  return { name, send, taken: 200 };
}

function storefrontTarget({ appUrl, browsers }: Setting): Target {
  const poster = createPoster(`${appUrl}/ingest/storefront`);
  const send = () => {
    const { headers, body } = browsers();
    return poster.post(headers, body);
  };
  return { name: 'storefront', send, taken: 202 };
}

async function measureFlood(setting: Setting, kindred: Target, webhooks: Step, storefront: Step) {
  const { plan, random, appUrl, shops } = setting;
  const webhookRate = Math.min(MOST_UNDER_FLOOD, Math.round(webhooks.ratePerSecond * 0.3));
  const rate = storefront.ratePerSecond * plan.floodFactor;
  const quietly = await load(kindred, webhookRate, plan.floodSeconds, random);
  const flood = startFlood(`${appUrl}/ingest/storefront`, shops, rate, plan.floodSeconds + 1);
  await flood.begun;
  const flooded = await load(kindred, webhookRate, plan.floodSeconds, random);
  const statuses = await flood.statuses;
  return {
    ...{ rate, webhookRate, statuses },
    quiet: judge(webhookRate, quietly, kindred, plan),
    flooded: judge(webhookRate, flooded, kindred, plan),
  };
}

async function measureProcessing(setting: Setting, storefront: Target, rate: number) {
  const { plan, random, ownerUrl } = setting;
  await load(storefront, rate, plan.toProcess / rate, random);
  const worker = await setting.startWorker();
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const figures = await processed(ownerUrl);
    if (figures) return { figures, workerRssMb: residentMb(worker.pid) };
    if (performance.now() > giveUpAt) throw new Error(`the worker had not recorded ${plan.toProcess} batches in time`);
    await sleep(250);
  }
}
