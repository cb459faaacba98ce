import { describeFirstSync, setUpShop } from '../demo/merchant';
import { expectThat } from './steps';
import { HOUR_MS, MINUTE_MS, type Stage } from './stage';

export async function install(stage: Stage): Promise<string> {
  await stage.app.startWeb();
  stage.worker = await stage.app.startWorker();
  await stage.admin.open('/app');
  await stage.settle(300_000);
  const bulk = stage.world.logs.shopify.all().flatMap(({ entry }) => (entry.kind === 'bulk' ? [entry] : []));
  const completed = bulk.filter((entry) => entry.status === 'COMPLETED');
  expectThat(
    completed.length === 5 && bulk.length === 5,
    'five bulk operations to complete',
    bulk.map((entry) => entry.status),
  );
  expectThat(stage.world.shopify.pixelSettings() !== null, 'the web pixel to be connected', 'none');
  return `the pixel is connected; ${await describeFirstSync(stage.admin)}`;
}

export async function setUp(stage: Stage): Promise<string> {
  const { unsubscribeMode, appUrl } = stage;
  await setUpShop(stage.world, appUrl, unsubscribeMode);
  return `mail comes from ${stage.world.senderEmail}; unsubscribing is ${unsubscribeMode === 'custom' ? 'the app’s own' : 'Postmark’s'}`;
}

export async function moveToNoon(stage: Stage): Promise<string> {
  const { ianaTimezone } = stage.world.shopify.store.data.shop;
  await stage.world.clock.moveTo(nextNoon(stage.world.clock.now(), ianaTimezone));
  await stage.settle();
  stage.startedAt = stage.world.clock.now().getTime();
  return `${stage.world.clock.now().toISOString()} is 12:00 in ${ianaTimezone}`;
}

/** The next 12:00 in a zone, at least an hour away, so that nothing of the store's own past is still fresh. */
export function nextNoon(now: Date, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const first = Math.ceil((now.getTime() + HOUR_MS) / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
  for (let at = first; at < first + 26 * HOUR_MS; at += 15 * MINUTE_MS)
    if (format.format(new Date(at)) === '12:00') return new Date(at);
  throw new Error(`no noon within a day in ${timeZone}`);
}
