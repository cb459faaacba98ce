import { describe, expect, test } from 'vitest';
import { eraseRunsAndMessages } from '~/decisions/send-policy/erase.server';
import { withShop } from '~/platform/db/db.server';
import { domOf } from '../../../tests/factories/mail-html';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { openImages, type OpenImages } from '../../../tests/factories/open-images';
import { sendingWorlds, type Recipient, type SendingWorld } from '../../../tests/factories/sending-world';
import { shownProduct, stockShelf, variantId } from '../../../tests/factories/shelf';
import { documentSchema } from '../documents/document';
import { USUAL_KIT } from '../documents/brand-kit';
import { readClickToken } from '../links/click-link';
import { BLANK } from './blank';
import { drawn, type Shown } from './drawing/draw';

const inWorld = await sendingWorlds();
const KEY = 'abandoned-cart-first';
const DAY = 86_400_000;
const DOCUMENT = documentSchema.parse({
  ...{ key: KEY, language: 'en', subject: 'Your cart', preheader: 'It is still here.' },
  blocks: [
    { key: 'few', kind: 'low-stock', of: 'cart', atMost: 5, drawnOnOpening: true },
    {
      ...{ key: 'end', kind: 'countdown', text: 'Free shipping', drawnOnOpening: true },
      until: { kind: 'moment', at: '2040-01-03T12:30' },
    },
    { key: 'for-you', kind: 'recommendations', heading: 'For you', drawnOnOpening: true },
    { key: 'foot', kind: 'footer' },
  ],
});

interface Opened {
  world: SendingWorld;
  images: OpenImages;
  ana: Recipient;
  /** Pictures of her mail in their order, by their words. */
  pictures: Map<string, { path: string; link: string | null }>;
  show(words: string | RegExp): Promise<Buffer>;
  expected(shown: Shown): Promise<Buffer | null>;
}

/** Somebody with a mail that draws all three kinds: product 1 of the cart has two left. */
const opened = (work: (opened: Opened) => Promise<void>) =>
  inWorld(async (world) => {
    const { app, shop, store, bench } = world;
    const own = { shopId: shop.id, key: KEY, version: 1, createdAt: app.clock.now() };
    await app.db.prisma.emailTemplate.create({ data: { ...own, document: DOCUMENT } });
    store.change(1, { leftCount: 2 });
    const ana = await world.recipient({ lines: [1, 2] });
    await world.send();
    const html = bench.standIn.inbox.messages({ to: ana.email })[0]?.html ?? '';
    const pictures = new Map(
      [...domOf(html).querySelectorAll('img')].flatMap((image) => {
        const [path] = /\/i\/[\w-]+$/.exec(image.src) ?? [];
        return path ? [[image.alt, { path, link: image.closest('a')?.href ?? null }] as const] : [];
      }),
    );
    const images = await openImages(world);
    const draw = (shown: Shown) => images.drawer.draw(drawn(shown, { kit: USUAL_KIT, direction: 'ltr' }));
    const found = (words: string | RegExp) => {
      const [, each] =
        [...pictures].find(([alt]) => (typeof words === 'string' ? alt === words : words.test(alt))) ?? [];
      return each ?? expect.fail(`no picture says ${words}, only ${[...pictures.keys()].join('; ')}`);
    };
    const show = (words: string | RegExp) => get(`${images.url}${found(words).path}`);
    try {
      await work({ world, images, ana, pictures, show, expected: draw });
    } finally {
      await images.close();
    }
  });

/** A picture as a mail program gets it: always one, whatever is asked. */
async function get(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(answer.headers.get('cache-control')).toBe('no-store, max-age=0');
  return Buffer.from(await answer.arrayBuffer());
}

/** Whether two pictures are one; a difference of theirs would fill the screen. */
async function same(one: Promise<Buffer>, other: Promise<Buffer | null>): Promise<void> {
  const [shown, wanted] = await Promise.all([one, other]);
  expect(shown.equals(BLANK), 'something is shown').toBe(false);
  expect(wanted !== null && shown.equals(wanted), 'the picture that was expected').toBe(true);
}

const recommended = (number: number): Shown => ({
  ...{ kind: 'recommendation', title: `Product ${number}`, price: `€${number}.00`, picture: null },
});

describe('a mail whose blocks are drawn when it is opened', () => {
  test('says in words what its pictures show, and shows them as things are then', () =>
    opened(async ({ pictures, show, expected, world: { app, shop } }) => {
      const [few, end, ...products] = [...pictures.keys()];
      expect(few).toBe('Only 2 left: Product 1');
      expect(end).toMatch(/^Until Tuesday,? (?:3 January|January 3) at 12:30/);
      expect(products).toEqual([3, 4, 5, 6].map((number) => `Product ${number}, €${number}.00`));
      await same(show('Product 3, €3.00'), expected(recommended(3)));

      const cheaper = shownProduct(3, { updatedAt: new Date(app.clock.now().getTime() + 1_000) });
      await stockShelf(app, shop.id, [{ ...cheaper, title: 'A better board' }]);
      await same(
        show('Product 3, €3.00'),
        expected({ kind: 'recommendation', title: 'A better board', price: '€3.00', picture: null }),
      );
    }));

  test('never shows what sold out: the next takes its place, in picture and link alike', () =>
    opened(async ({ pictures, show, expected, images, world: { app, shop } }) => {
      const { db } = app;
      await db.prisma.variant.updateMany({
        where: { shopId: shop.id, id: variantId(3) },
        data: { isAvailable: false },
      });
      await same(show('Product 3, €3.00'), expected(recommended(4)));
      await same(show('Product 4, €4.00'), expected(recommended(5)));
      const link = pictures.get('Product 3, €3.00')?.link ?? '';
      const target = readClickToken(app.vault, link.replace(/^.*\/l\//, ''));
      expect(target, 'the click is counted as any other').toMatchObject({ isToldMail: true });
      const answer = await fetch((target?.target ?? '').replace(/^.*(?=\/i\/)/, images.url), { redirect: 'manual' });
      expect(answer.headers.get('location')).toBe(
        'https://shop.example/products/product-4?utm_source=kindred&utm_medium=email&utm_campaign=abandoned-cart',
      );
    }));

  test('shows what was bought since to nobody who bought it', () =>
    opened(async ({ show, expected, ana, world: { app, shop } }) => {
      await placeOrders(app, shop.id, [newOrder(app, { profileId: ana.profileId, products: [3] })]);
      await same(show('Product 3, €3.00'), expected(recommended(4)));
    }));

  test('counts down to the end, and then says that it is over', () =>
    opened(async ({ show, expected, world }) => {
      const before = await show(/^Until/);
      world.pass(5 * 60_000);
      expect((await show(/^Until/)).equals(before)).toBe(false);
      expect(await expected({ kind: 'countdown', left: [], line: 'This is over' })).not.toBeNull();
    }));

  test.each<[string, Partial<{ inventoryQuantity: number; isAvailable: boolean }>, string]>([
    ['one more was sold', { inventoryQuantity: 1 }, 'The last one:'],
    ['more came', { inventoryQuantity: 40 }, 'In stock:'],
    ['all were sold', { inventoryQuantity: 0, isAvailable: false }, 'Sold out:'],
  ])('says how few are left by then: %s', (_what, data, line) =>
    opened(async ({ show, expected, world: { app, shop } }) => {
      await app.db.prisma.variant.updateMany({
        where: { shopId: shop.id, id: variantId(1) },
        data: { isTracked: true, inventoryPolicy: 'DENY', ...data },
      });
      await same(show('Only 2 left: Product 1'), expected({ kind: 'low-stock', title: 'Product 1', line }));
    }),
  );

  test('is not opened by who asks for its pictures: nothing is noted, whoever asks and however often', () =>
    opened(async ({ pictures, images, ana, world }) => {
      const { db } = world.app;
      const kept = async () => ({
        message: await world.now(ana),
        events: await db.prisma.event.count(),
        inbox: await db.prisma.inboxItem.count(),
        signals: await db.prisma.mailSignal.count(),
      });
      const before = await kept();
      for (const { path } of pictures.values()) {
        await get(`${images.url}${path}`);
        await fetch(`${images.url}${path}`, { method: 'HEAD' });
      }
      expect(await kept()).toEqual(before);
    }));
});

describe('the blank picture, and never a broken one, comes', () => {
  const ALL = /^Product 3|^Only|^Until/;
  const allBlank = async ({ pictures, images }: Opened) => {
    for (const [alt, { path }] of pictures) {
      expect(alt).toMatch(/^Product|^Only|^Until/);
      expect((await get(`${images.url}${path}`)).equals(BLANK), alt).toBe(true);
    }
  };

  test('once the person was erased', () =>
    opened(async (all) => {
      const { app, shop } = all.world;
      expect((await all.show(ALL)).equals(BLANK)).toBe(false);
      const { profileId } = all.ana;
      await app.db.transaction((tx) => eraseRunsAndMessages(tx, shop.id, [profileId], app.clock.now()));
      await allBlank(all);
    }));

  test('once the person said no to all mail', () =>
    opened(async (all) => {
      const { app, shop } = all.world;
      const where = { shopId_id: { shopId: shop.id, id: all.ana.message.id } };
      await app.db.prisma.message.update({ where, data: { unsubscribedAt: app.clock.now() } });
      await allBlank(all);
    }));

  test('for a mail of a shop that is gone, and for one that never left', () =>
    opened(async (all) => {
      const { app, shop } = all.world;
      await app.db.prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: app.clock.now() } });
      await allBlank(all);
      await app.db.prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: null } });
      const where = { shopId_id: { shopId: shop.id, id: all.ana.message.id } };
      await app.db.prisma.message.update({ where, data: { requestedAt: null } });
      await allBlank(all);
    }));

  test('a month after the mail was made, and its links lead to the store then', () =>
    opened(async (all) => {
      all.world.pass(31 * DAY);
      await allBlank(all);
      const path = all.pictures.get('Product 3, €3.00')?.path ?? '';
      const answer = await fetch(`${all.images.url}${path}/go?next=https://evil.example`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://shop.example/']);
    }));

  test('once nothing of it can be bought', () =>
    opened(async ({ show, world: { app, shop } }) => {
      await app.db.prisma.variant.updateMany({ where: { shopId: shop.id }, data: { isAvailable: false } });
      expect((await show('Product 3, €3.00')).equals(BLANK)).toBe(true);
    }));

  test.each(['x', 'AAAA.BBBB', '%00', '%E0%A4%A', '..%2f..%2fetc', 'x'.repeat(5_000), '%3Csvg%3E'])('for %j', (token) =>
    opened(async ({ images }) => {
      expect((await get(`${images.url}/i/${token}`)).equals(BLANK)).toBe(true);
      const link = await fetch(`${images.url}/i/${token}/go`, { redirect: 'manual' });
      expect([400, 404]).toContain(link.status);
    }),
  );

  test('where the database does not answer', () =>
    opened(async ({ pictures, world }) => {
      const broken = { ...world.app.db, prisma: null as never };
      const images = await openImages({ app: { ...world.app, db: broken } });
      try {
        for (const { path } of pictures.values()) expect((await get(`${images.url}${path}`)).equals(BLANK)).toBe(true);
      } finally {
        await images.close();
      }
    }));

  test('to one network that asks for more than mail programs do', () =>
    opened(async ({ pictures, world }) => {
      const images = await openImages(world, { burst: 3, perSecond: 0.001 });
      const path = [...pictures.values()][0]?.path ?? '';
      try {
        const shown: boolean[] = [];
        for (let nth = 0; nth < 5; nth++) shown.push(!(await get(`${images.url}${path}`)).equals(BLANK));
        expect(shown).toEqual([true, true, true, false, false]);
      } finally {
        await images.close();
      }
    }));
});

test('pictures of products are wanted when the mail is made, by its shop alone', () =>
  opened(async ({ pictures, world: { app, shop } }) => {
    expect(pictures.size).toBe(6);
    const wanted = await app.db.prisma.productPicture.findMany({ where: { shopId: shop.id }, select: { url: true } });
    expect(wanted.map(({ url }) => url)).toContain('https://cdn.example/product-3.png');
    const other = '00000000-0000-7000-8000-000000000001';
    expect(await withShop(other, async () => app.db.prisma.productPicture.count())).toBe(0);
  }));
