import { readdirSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient } from '../../devstore/admin-client';
import { setUpShop } from '../../devstore/demo/merchant';
import { moveToNoon } from '../../devstore/story/opening';
import { clickAndBuy, leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, Stage } from '../../devstore/story/stage';
import { inProject } from '../../setup/places.mjs';
import { jobCatalog } from '~/platform/queue/catalog';
import { builtRouteList, type RoutePath } from '../journeys/built-routes';
import { openJourney, type Journey } from '../journeys/open-journey';
import { asSuperuser, shopTables } from './superuser';

/**
 * A shop lives through a story; then everything it has is another shop's, and it asks for all of that again by every door there is: each route of the
 * built app, with every id and every form. It must be told nothing, and nothing of the other shop's may change.
 */
let journey: Journey;
let stage: Stage;
/** By table: ids of the other shop's. */
let theirIds: Map<string, string[]>;
let secrets: string[];

const theirs = randomUUID();
const IDS_OF_A_TABLE = 2;
/** What every installed shop has by itself: without it ours would be no shop at all. */
const ALSO_OURS: readonly string[] = ['flows', 'flow_versions'];

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 60, products: 60 } });
  const { world, app, appUrl } = journey;
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  await app.startWeb();
  stage.worker = await app.startWorker();
  await createAdminClient(world, appUrl).open('/app');
  await stage.settle(300_000);
  await setUpShop(world, appUrl, 'postmark');
  await moveToNoon(stage);
  await leavesCart(stage, 'anna', 0, { acceptsMarketing: true, views: 2 });
  await leavesCart(stage, 'bea', 1, { acceptsMarketing: false });
  await stage.advance(4 * HOUR_MS + 60_000);
  await clickAndBuy(stage);
  stage.worker.kill('SIGTERM');
  await stage.worker.ended;
  secrets = ['anna', 'bea'].flatMap((name) => [stage.person(name).email, encodeURIComponent(stage.person(name).email)]);
  const customers = await ask('/app/customers', 'routes/app.customers');
  expect(told(customers.text), 'what is looked for is told while it is ours').not.toEqual([]);
  await giveEverythingAway();
}, 600_000);
afterAll(() => journey.close());

const database = <T>(work: Parameters<typeof asSuperuser<T>>[1]) => asSuperuser(journey.databaseUrl, work);

async function giveEverythingAway(): Promise<void> {
  await database(async (admin) => {
    await admin.query('SET session_replication_role = replica');
    const { rows } = await admin.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
       WHERE table_name = 'shops' AND table_schema = 'public' AND column_name NOT IN ('id', 'domain')`,
    );
    const columns = rows[0]?.columns;
    await admin.query(
      `INSERT INTO shops ("id", "domain", ${columns}) SELECT $1, 'other-shop.myshopify.com', ${columns} FROM shops`,
      [theirs],
    );
    theirIds = new Map();
    for (const table of await shopTables(admin)) {
      if (ALSO_OURS.includes(table)) await copyTo(admin, table, theirs);
      else await admin.query(`UPDATE "${table}" SET "shopId" = $1`, [theirs]);
      theirIds.set(table, await idsIn(admin, table));
    }
  });
}

async function copyTo(admin: pg.Client, table: string, shopId: string): Promise<void> {
  await admin.query(
    `INSERT INTO "${table}" SELECT (jsonb_populate_record(t, jsonb_build_object('shopId', $1::text))).* FROM "${table}" t`,
    [shopId],
  );
}

async function idsIn(admin: pg.Client, table: string): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    `SELECT (to_jsonb(t) ->> 'id') AS id FROM "${table}" t WHERE to_jsonb(t) ? 'id' ORDER BY 1 DESC LIMIT ${IDS_OF_A_TABLE}`,
  );
  return rows.map(({ id }) => id);
}

/** Everything of the other shop's, table by table, as a fingerprint. */
const fingerprints = (): Promise<Record<string, string>> =>
  database(async (admin) => {
    const found: Record<string, string> = {};
    for (const table of await shopTables(admin)) {
      const { rows } = await admin.query<{ print: string }>(
        `SELECT count(*) || ' ' || COALESCE(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS print
         FROM "${table}" t WHERE "shopId" = $1`,
        [theirs],
      );
      found[table] = rows[0]?.print ?? '';
    }
    return found;
  });

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** Asks as the merchant who is logged in to the shop that has nothing any more. */
async function ask(routePath: string, route: string | null, form?: Record<string, string>) {
  const url = new URL(routePath, journey.appUrl);
  if (route) url.searchParams.set('_data', route);
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${journey.world.shopify.sessionToken()}`, 'user-agent': USER_AGENT },
    redirect: 'manual',
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

const told = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

/** Every path of a route with each of the ids in the place of its parameters. */
function pathsOf({ path: pattern }: RoutePath): string[] {
  if (!/[:*]/.test(pattern)) return [`${pattern}?q=anna&search=anna`];
  const ids = [...theirIds.values()].flat();
  return ids.map((id) => pattern.replace(/:\w+\??/g, encodeURIComponent(id)).replace('*', encodeURIComponent(id)));
}

/** Of every action in the source. */
function intents(): string[] {
  const folders = ['ops', 'routes'].map((folder) => inProject('app', folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  );
  const texts = files.filter((name) => /\.tsx?$/.test(name)).map((name) => readFileSync(name, 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/intent(?:: z\.literal\(| === |: )'([\w-]+)'/g)]);
  return [...new Set(found.flatMap(([, intent]) => intent ?? []))];
}

/** An id under every name that a form may give it, with what else forms ask for. */
const formOf = (intent: string, id: string): Record<string, string> => ({
  ...{ intent, id, ids: id, absorbedId: id, mergeId: id, profileId: id, messageId: id, key: id },
  ...{ note: 'a probe', name: 'a probe', scopes: 'data:read', reason: 'a probe', isOn: 'true', isPaused: 'false' },
});

describe('a shop that asks for what is another’s', () => {
  it('is told nothing by any page or route, whatever id stands in its address', async () => {
    expect(theirIds.get('profiles')?.length).toBeGreaterThan(0);
    const before = await fingerprints();
    const leaks: string[] = [];
    let asked = 0;
    for (const route of builtRouteList())
      for (const routePath of pathsOf(route)) {
        const { status, text } = await ask(routePath, route.hasLoader ? route.id : null);
        asked += 1;
        if (told(text).length > 0 || status >= 500) leaks.push(`${status} ${routePath}: ${told(text).join(', ')}`);
      }
    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(200);
    expect(await fingerprints()).toEqual(before);
  }, 600_000);

  it('changes nothing by any form, whatever id it sends', async () => {
    const before = await fingerprints();
    const wanted = [
      'profiles',
      'messages',
      'inbox',
      'profile_merges',
      'api_keys',
      'flow_runs',
      'imports',
      'privacy_requests',
    ];
    const ids = wanted.flatMap((table) => theirIds.get(table)?.[0] ?? []);
    expect(ids.length).toBeGreaterThan(3);
    const leaks: string[] = [];
    for (const route of builtRouteList().filter(
      ({ hasAction, path: pattern }) => hasAction && pattern.startsWith('/app'),
    ))
      for (const id of ids)
        for (const intent of intents()) {
          const routePath = route.path.replace(/:\w+\??/g, id);
          const { text } = await ask(routePath, route.id, formOf(intent, id));
          if (told(text).length > 0) leaks.push(`${routePath} ${intent}: ${told(text).join(', ')}`);
        }
    expect(leaks).toEqual([]);
    expect(await fingerprints()).toEqual(before);
  }, 600_000);

  it('has no job that could be sent for another’s: a job names a shop and nothing else', () => {
    for (const [name, { payload }] of Object.entries(jobCatalog))
      expect(Object.keys(payload.shape), name).toEqual(['shopId']);
  });
});
