import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildPixel } from '../../devstore/shopify/storefront/build-pixel';
import { CHECKOUT, MUG, standardEvent } from './pixel-events';
import { ALL_ALLOWED, runPixel, type AppAnswer, type SandboxOptions } from './pixel-sandbox';
import { readWireBatch } from './wire-batch';

const NOT_ALLOWED = { ...ALL_ALLOWED, analyticsProcessingAllowed: false };
const DAY_MS = 86_400_000;
const KNOWN = ['kindred_known', '1'] as const;
let bundle = '';

beforeAll(async () => {
  bundle = await buildPixel(fileURLToPath(new URL('../kindred-pixel', import.meta.url)));
});

type Pixel = ReturnType<typeof runPixel>;

/** A page of a browser whose storage is given: the pixel starts anew on each, as in a shop. */
const openPage = (storage: Map<string, string>, options: Omit<SandboxOptions, 'bundle' | 'storage'> = {}): Pixel =>
  runPixel({ bundle, storage, ...options });

const view = (pixel: Pixel, id: string) =>
  pixel.publish('product_viewed', standardEvent('product_viewed', { productVariant: MUG }, { id }));
const giveAddress = (pixel: Pixel) =>
  pixel.publish(
    'checkout_contact_info_submitted',
    standardEvent('checkout_contact_info_submitted', { checkout: CHECKOUT }, { id: 'sh-contact' }),
  );
const idsIn = (...pixels: Pixel[]) =>
  pixels.flatMap(({ sent }) => sent.flatMap(({ body }) => readWireBatch(body).events.map(({ id }) => id)));
const kept = (storage: Map<string, string>) => [...storage.keys()].filter((key) => key.startsWith('kindred_history_'));

async function visit(storage: Map<string, string>, id: string, options: Parameters<typeof openPage>[1] = {}) {
  const pixel = openPage(storage, options);
  view(pixel, id);
  await pixel.settle();
  return pixel;
}

describe('of somebody whom the shop does not know', () => {
  test('everything stays in the browser, page after page', async () => {
    const storage = new Map<string, string>();
    const pages = [await visit(storage, 'sh-first-1'), await visit(storage, 'sh-second')];
    expect(idsIn(...pages)).toEqual([]);
    expect(kept(storage)).toHaveLength(2);
    expect([...storage.values()].join()).toContain('sh-first-1');
  });

  test('nothing that could name anybody is kept', async () => {
    const storage = new Map<string, string>();
    const pixel = openPage(storage);
    const unnamed = { ...CHECKOUT, email: null, phone: null, order: null };
    pixel.publish('checkout_started', standardEvent('checkout_started', { checkout: unnamed }));
    await pixel.settle();
    expect([...storage.values()].join()).not.toMatch(/Ana|Costa|Hauptstr|@/);
    expect(pixel.sent).toEqual([]);
  });

  test('it is let go after fourteen days', async () => {
    const storage = new Map<string, string>();
    await visit(storage, 'sh-too-old', { now: () => Date.now() - 14 * DAY_MS - 60_000 });
    await visit(storage, 'sh-not-old', { now: () => Date.now() - 14 * DAY_MS + 60_000 });
    const page = openPage(storage);
    giveAddress(page);
    await page.settle();
    expect(idsIn(page)).toEqual(['sh-not-old', 'sh-contact']);
    expect(kept(storage)).toEqual([]);
  });

  test('it is bounded: the newest sixty pages, and of one page no endless entry', async () => {
    const storage = new Map<string, string>();
    const began = Date.now() - DAY_MS;
    for (let page = 0; page < 70; page++)
      await visit(storage, `sh-page-${String(page).padStart(3, '0')}`, { now: () => began + page * 1_000 });
    expect(kept(storage).length).toBeLessThanOrEqual(61);
    expect([...storage.values()].join()).not.toContain('sh-page-001');
    const busy = new Map<string, string>();
    const pixel = openPage(busy);
    for (let nth = 0; nth < 500; nth++) view(pixel, `sh-${String(nth).padStart(6, '0')}`);
    await pixel.settle();
    for (const text of busy.values()) expect(text.length).toBeLessThanOrEqual(4_000);
  });

  test('a browser that refuses storage loses it with the page, and breaks nothing', async () => {
    const pixel = runPixel({ bundle, storage: 'refused' });
    view(pixel, 'sh-refused');
    await pixel.settle();
    expect(pixel.sent).toEqual([]);
    giveAddress(pixel);
    await pixel.settle();
    expect(idsIn(pixel)).toEqual(['sh-refused', 'sh-contact']);
  });
});

describe('who becomes known', () => {
  test.each<[string, (storage: Map<string, string>) => Pixel]>([
    [
      'by an address given at checkout',
      (storage) => {
        const pixel = openPage(storage);
        giveAddress(pixel);
        return pixel;
      },
    ],
    ['by logging in', (storage) => openPage(storage, { customer: { id: '77' } })],
    ['by what the theme embed has seen', (storage) => openPage(storage.set(...KNOWN))],
  ])('%s, hands over all that was kept, with its own times, once', async (_how, become) => {
    const storage = new Map<string, string>();
    const at = new Date(Date.now() - 9 * DAY_MS);
    const past = openPage(storage, { now: () => at.getTime() });
    past.publish(
      'product_viewed',
      standardEvent('product_viewed', { productVariant: MUG }, { id: 'sh-nine-days', at: at.toISOString() }),
    );
    await past.settle();
    const pixel = become(storage);
    await pixel.settle();
    const [batch] = pixel.sent.map(({ body }) => readWireBatch(body));
    expect(batch?.events[0]).toMatchObject({ id: 'sh-nine-days', at: at.toISOString() });
    expect(Date.parse(batch?.sentAt ?? '') - at.getTime()).toBeGreaterThanOrEqual(9 * DAY_MS);
    expect(kept(storage)).toEqual([]);
    expect(idsIn(await visit(storage, 'sh-nextpage')), 'the next page').toEqual(['sh-nextpage']);
  });

  test('is told from then on at once, on every page', async () => {
    const storage = new Map<string, string>();
    const pixel = openPage(storage);
    giveAddress(pixel);
    await pixel.settle();
    expect(idsIn(await visit(storage, 'sh-later-1'), await visit(storage, 'sh-later-2'))).toEqual([
      'sh-later-1',
      'sh-later-2',
    ]);
  });

  test('hands over what the theme embed kept, as the theme’s', async () => {
    const event = { id: 'theme-event-1', type: 'time_on_page', at: new Date().toISOString(), secondsOnPage: 4 };
    const storage = new Map([[`kindred_history_t_${Date.now().toString(36)}_abcd`, JSON.stringify([event])]]);
    const pixel = openPage(storage.set(...KNOWN));
    view(pixel, 'sh-of-pixel');
    await pixel.settle();
    const batches = pixel.sent.map(({ body }) => readWireBatch(body));
    expect(batches.map(({ source, events }) => [source, ...events.map(({ id }) => id)])).toEqual([
      ['pixel', 'sh-of-pixel'],
      ['theme', 'theme-event-1'],
    ]);
    expect(kept(storage)).toEqual([]);
  });

  test('with an entry that something else has spoilt loses that entry alone', async () => {
    const storage = new Map([[`kindred_history_p_${Date.now().toString(36)}_abcd`, '{"half":']]);
    await visit(storage, 'sh-unspoilt');
    const pixel = openPage(storage.set(...KNOWN));
    await pixel.settle();
    expect(idsIn(pixel)).toEqual(['sh-unspoilt']);
  });
});

/** What reaches the app, each id as often as it does: the app knows a repetition by its id. */
const reached = (...pixels: Pixel[]) => [...new Set(idsIn(...pixels))].sort();

describe('a hand-over that is disturbed', () => {
  test.each<[string, AppAnswer | null]>([
    ['nobody answers', null],
    ['the app is too busy', { status: 429, retryAfter: '30' }],
    ['the app is down', { status: 503 }],
    ['the app fails', { status: 500 }],
  ])('because %s loses nothing: a later page tries again', async (_why, answer) => {
    const storage = new Map<string, string>();
    await visit(storage, 'sh-kept-11');
    await visit(storage.set(...KNOWN), 'sh-kept-22', { answer: () => answer });
    const later = openPage(storage, { now: () => Date.now() + 120_000 });
    await later.settle();
    expect(reached(later)).toEqual(['sh-kept-11', 'sh-kept-22']);
    expect(kept(storage)).toEqual([]);
  });

  test('is left alone for as long as the app asks, by every page of the browser', async () => {
    const storage = new Map([KNOWN]);
    const began = Date.now();
    await visit(storage, 'sh-asked-1', { now: () => began, answer: () => ({ status: 429, retryAfter: '30' }) });
    expect(idsIn(await visit(storage, 'sh-asked-2', { now: () => began + 29_000 }))).toEqual([]);
    expect(idsIn(await visit(storage, 'sh-asked-3', { now: () => began + 31_000 }))).toHaveLength(3);
  });

  test('by a pause that a wrong clock left behind is not put off for ever', async () => {
    const storage = new Map([KNOWN, ['kindred_pause', String(Date.now() + 400 * DAY_MS)] as const]);
    expect(idsIn(await visit(storage, 'sh-not-put'))).toEqual(['sh-not-put']);
  });

  test('by the end of its tab is taken up by the next, with what the app may have had already', async () => {
    const storage = new Map<string, string>();
    for (let nth = 0; nth < 25; nth++) await visit(storage, `sh-of-many-${nth}`);
    let requests = 0;
    const closed = openPage(storage.set(...KNOWN), { answer: () => (requests++ ? null : { status: 202 }) });
    await closed.settle();
    expect(closed.sent).toHaveLength(1);
    const next = openPage(storage);
    await next.settle();
    expect(reached(closed, next)).toHaveLength(25);
    expect(kept(storage)).toEqual([]);
  });

  test('by a second tab tells nothing that the ids do not make one, and loses nothing', async () => {
    const storage = new Map<string, string>();
    await visit(storage, 'sh-of-both');
    const tabs = [openPage(storage.set(...KNOWN)), openPage(storage)];
    view(tabs[0]!, 'sh-tab-one');
    view(tabs[1]!, 'sh-tab-two');
    await Promise.all(tabs.map((tab) => tab.settle()));
    expect(reached(...tabs)).toEqual(['sh-of-both', 'sh-tab-one', 'sh-tab-two']);
    expect(kept(storage)).toEqual([]);
  });

  test('while another tab goes on writing leaves that tab what it wrote', async () => {
    const storage = new Map<string, string>();
    const writing = openPage(storage);
    view(writing, 'sh-written-1');
    await writing.settle();
    const handing = openPage(storage.set(...KNOWN), {
      answer: () => {
        view(writing, 'sh-written-2'); // that page is closed before its turn comes
        return { status: 202 };
      },
    });
    await handing.settle();
    expect([...storage.values()].join()).toContain('sh-written-2');
    const next = openPage(storage);
    await next.settle();
    expect(reached(handing, next)).toEqual(['sh-written-1', 'sh-written-2']);
  });

  test('by one event that the app refuses costs that one alone', async () => {
    const storage = new Map([KNOWN]);
    const pixel = openPage(storage, {
      answer: ({ body }) => ({ status: body.includes('sh-refused') ? 400 : 202 }),
    });
    for (const id of ['sh-before-1', 'sh-before-2', 'sh-refused', 'sh-after-01']) view(pixel, id);
    await pixel.settle();
    const taken = pixel.sent.map(({ body }) => readWireBatch(body).events.map(({ id }) => id));
    expect(
      taken
        .filter((ids) => !ids.includes('sh-refused'))
        .flat()
        .sort(),
    ).toEqual(['sh-after-01', 'sh-before-1', 'sh-before-2']);
    expect(kept(storage)).toEqual([]);
  });

  test('by a withdrawal stops before its next request, and nothing stays', async () => {
    const storage = new Map<string, string>();
    for (let nth = 0; nth < 25; nth++) await visit(storage, `sh-withdrawn-${nth}`);
    const pixel: Pixel = openPage(storage.set(...KNOWN), {
      answer: () => {
        pixel.publish('visitorConsentCollected', { customerPrivacy: NOT_ALLOWED });
        return { status: 202 };
      },
    });
    await pixel.settle();
    expect(pixel.sent).toHaveLength(1);
    expect([...storage.keys()]).toEqual([]);
  });
});

test('a withdrawal lets go of all that was kept, of every page, and of who is known', async () => {
  const storage = new Map<string, string>([['someone-elses', 'stays']]);
  await visit(storage, 'sh-page-one');
  const pixel = await visit(storage.set('kindred_pause', '1'), 'sh-page-two');
  pixel.publish('visitorConsentCollected', { customerPrivacy: NOT_ALLOWED });
  await pixel.settle();
  expect([...storage.keys()]).toEqual(['someone-elses']);
});
