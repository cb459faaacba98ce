import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { acceptedMails } from '../../devstore/story/judge';
import { install, moveToNoon, setUp } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { openJourney, type Journey } from './open-journey';

const LONG = 600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let journey: Journey;
afterEach(() => journey.close());

interface ShopRow {
  accessLostAt: Date | null;
  uninstalledAt: Date | null;
}

/** The shop's row, and how many people are kept of it; null once it is gone. */
async function shopIn(databaseUrl: string): Promise<(ShopRow & { people: number; tokens: number }) | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    const { rows } = await client.query<ShopRow & { people: number; tokens: number }>(
      `SELECT "accessLostAt", "uninstalledAt", (SELECT count(*)::int FROM profiles) AS "people",
         (SELECT count(*)::int FROM sessions) AS "tokens" FROM shops`,
    );
    return rows[0] ?? null;
  } finally {
    await client.end();
  }
}

it(
  'an app that was removed without its being told sends nothing from the first refusal on, knows it after two days, and deletes everything within thirty',
  async () => {
    journey = await openJourney({ seed: 23, store: { customers: 40, products: 40 } });
    const { world, app, complaints } = journey;
    const stage = new Stage({ ...journey, unsubscribeMode: 'postmark', print: () => undefined });
    const settled = () => everythingSettled(world, app, 240_000);
    await install(stage);
    await setUp(stage);
    await moveToNoon(stage);
    await leavesCart(stage, 'anna', 0, { acceptsMarketing: true });
    await settled();
    world.shopify.webhooks.setBehaviour({ dropRate: 1 });
    world.shopify.installation.uninstall();
    await world.clock.advance(HOUR_MS / 2);
    await settled();
    expect((await shopIn(journey.databaseUrl))?.accessLostAt, complaints.join('\n')).not.toBeNull();
    await world.clock.advance(4 * HOUR_MS);
    await settled();
    expect(acceptedMails(world)).toEqual([]);
    for (let hour = 0; hour < 42; hour += 3) {
      await world.clock.advance(3 * HOUR_MS);
      await settled();
    }
    expect(await shopIn(journey.databaseUrl)).toMatchObject({ uninstalledAt: null });
    await world.clock.advance(3 * HOUR_MS);
    const inTime = { timeout: 60_000, interval: 500 };
    await expect.poll(async () => (await shopIn(journey.databaseUrl))?.uninstalledAt, inTime).toBeTruthy();
    const left = await shopIn(journey.databaseUrl);
    expect(left).toMatchObject({ uninstalledAt: left?.accessLostAt, tokens: 0 });
    expect(left?.people).toBeGreaterThan(40);
    expect(complaints.join('\n')).toContain('taken for removed');
    await world.clock.advance(27 * DAY_MS);
    await expect.poll(() => shopIn(journey.databaseUrl), inTime).toBeNull();
    expect(acceptedMails(world)).toEqual([]);
  },
  LONG,
);
