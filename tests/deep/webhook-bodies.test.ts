import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { tellEveryTopic } from '../../devstore/shopify/testing/every-topic';
import { startTestWorld } from '../../devstore/shopify/testing/test-world';
import type { Report } from '~/capture/events/reports';
import { parseWebhook } from '~/integrations/shopify/webhooks/parse-webhook';
import { withShop } from '~/platform/db/db.server';
import { storableText } from '~/platform/storable';
import { ingestApp, webhookSignature } from '../factories/ingest-app';
import { entriesOf, tellShop } from '../factories/inbox-job';
import { createShop, type TestShop } from '../factories/shops';
import { testApp } from '../factories/test-app';
import { TEST_START } from '../factories/times';
import { testDatabase } from '../setup/database';
import { mangled } from './mangled';
import { conclude, LIMIT_MS, parametersOf, seed } from './plan';
import { watchStalls } from './stalls';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

const BODIES = 1_000_000;
const THROUGH_THE_DOOR = 20_000;
const context = { currency: 'EUR', triggeredAt: TEST_START };

/** What the stand-in truly sends, one or more of every topic. */
let told: { topic: string; body: unknown }[] = [];
beforeAll(async () => {
  const world = await startTestWorld();
  await tellEveryTopic(world);
  told = world.receiver.received.map(({ topic, body }) => ({ topic, body }));
  await world.close();
});
const bodies = () => mangled(told.map(({ body }) => body));
const topicOf = (base: number): string => told[base]?.topic ?? '';

/** Why a body was read as it should not have been; null where it was read well, or refused with a place or as no JSON. */
function wrongWith(topic: string, body: string): string | null {
  try {
    return strangeness(parseWebhook(topic, body, context), topic);
  } catch (error) {
    if (!(error instanceof Error)) return 'something that is no error was thrown';
    const cause = error.cause;
    if (cause instanceof TypeError || cause instanceof RangeError) return `it was not expected: ${String(cause)}`;
    return /^[\w.]+\/?[\w.]*: \S+/.test(error.message) ? null : `the refusal names nothing: ${error.message}`;
  }
}

/** What no column could hold, anywhere in a report; without recursion, as some lie deep. */
function strangeness(report: unknown, topic: string): string | null {
  const places = [{ value: report, path: topic }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, path } = place;
    if (value instanceof Date && Number.isNaN(value.getTime())) return `${path} is no instant`;
    if (typeof value === 'number' && !Number.isFinite(value)) return `${path} is ${value}`;
    if (typeof value === 'string' && storableText(value) !== value) return `${path} cannot be stored`;
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) places.push({ value: inner, path: `${path}.${key}` });
  }
  return null;
}

describe('bodies of webhooks that nobody sends on purpose', () => {
  it('are read, or refused by name, whatever stands in them', { timeout: LIMIT_MS }, () => {
    for (const { topic, body } of told) expect(wrongWith(topic, JSON.stringify(body)), topic).toBeNull();
    const seen = { read: 0, refused: 0 };
    let slowestMs = 0;
    const details = fc.check(
      fc.property(bodies(), ({ base, body }) => {
        const topic = topicOf(base);
        const beganAt = performance.now();
        const wrong = wrongWith(topic, body);
        slowestMs = Math.max(slowestMs, performance.now() - beganAt);
        if (wrong) throw new Error(`${topic}: ${wrong}`);
        seen[isRead(topic, body) ? 'read' : 'refused'] += 1;
        if ('polluted' in {} || Object.keys(Object.prototype).length > 0) throw new Error('every object was changed');
      }),
      parametersOf(BODIES),
    );
    conclude('webhook bodies, read', details, { ...seen, slowestMs: Math.round(slowestMs) });
    expect(Math.min(seen.read, seen.refused), JSON.stringify(seen)).toBeGreaterThan(0);
  });

  it(
    'come in only signed, and each that came in is worked off or parked with its reason',
    { timeout: LIMIT_MS },
    async () => {
      const shop = await createShop(app);
      const stalls = watchStalls();
      const counts = { signed: 0, unsigned: 0 };
      const batch = fc.array(fc.record({ each: bodies(), isSigned: fc.boolean() }), {
        minLength: BATCH,
        maxLength: BATCH,
      });
      const details = await fc.check(
        fc.asyncProperty(batch, async (all) => {
          const before = counts.signed;
          const answers = await Promise.all(
            all.map(async ({ each, isSigned }, nth) => {
              const { status } = await post(shop, topicOf(each.base), each.body, {
                isSigned,
                name: `${before} ${nth}`,
              });
              const isTaken = isSigned && each.body !== '';
              counts[isTaken ? 'signed' : 'unsigned'] += 1;
              return status === 200 ? isTaken : !isTaken;
            }),
          );
          expect(answers.every(Boolean), 'exactly the signed ones are acknowledged').toBe(true);
        }),
        { ...parametersOf(THROUGH_THE_DOOR / BATCH), endOnFailure: true },
      );
      await workOff(shop, counts.signed);
      conclude('webhook bodies, through the door', details, { ...counts, ...stalls.end() });
    },
  );
});

const BATCH = 20;

/** Nothing stays that is neither done nor told why; and what was not signed never came in. */
async function workOff(shop: TestShop, signed: number): Promise<void> {
  await tellShop(app, shop.id);
  const entries = await entriesOf(app, shop.id);
  expect(entries).toHaveLength(signed);
  const unsaid = entries.filter(({ state, problem }) => !['done', 'ignored'].includes(state) && !problem);
  expect(unsaid).toEqual([]);
  expect(await withShop(shop.id, () => app.db.prisma.shop.count({ where: { id: shop.id } }))).toBe(1);
}

function isRead(topic: string, body: string): boolean {
  try {
    const report: Report = parseWebhook(topic, body, context);
    return report.kind !== 'not-needed';
  } catch {
    return false;
  }
}

interface Sending {
  isSigned: boolean;
  name: string;
}

function post(shop: TestShop, topic: string, body: string, { isSigned, name }: Sending): Promise<Response> {
  return web.post('/ingest/shopify', body, {
    'Content-Type': 'application/json',
    'X-Shopify-Topic': topic,
    'X-Shopify-Hmac-Sha256': webhookSignature(body, isSigned ? undefined : `not the secret ${seed}`),
    'X-Shopify-Shop-Domain': shop.domain,
    'X-Shopify-API-Version': '2026-10',
    'X-Shopify-Webhook-Id': name,
    'X-Shopify-Event-Id': name,
    'X-Shopify-Triggered-At': TEST_START.toISOString(),
  });
}
