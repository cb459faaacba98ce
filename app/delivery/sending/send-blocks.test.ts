import { expect, test } from 'vitest';
import { sendingWorlds } from '../../../tests/factories/sending-world';
import { documentSchema } from '../documents/document';

const inWorld = await sendingWorlds();
const KEY = 'abandoned-cart-first';
const DOCUMENT = documentSchema.parse({
  ...{ key: KEY, language: 'en', subject: 'Your cart', preheader: 'It is still here.' },
  blocks: [
    { key: 'few', kind: 'low-stock', of: 'cart', atMost: 5 },
    {
      ...{ key: 'new', kind: 'product-grid', heading: 'New here', count: 2, across: 2 },
      source: { from: 'chosen', productIds: [4, 5, 6].map((number) => `gid://shopify/Product/${number}`) },
    },
    { key: 'own', kind: 'product-grid', heading: 'For you', source: { from: 'recommended' }, count: 2, across: 2 },
    { key: 'over', kind: 'countdown', text: 'Long ago', until: { kind: 'moment', at: '2020-01-01T00:00' } },
    { key: 'end', kind: 'footer' },
  ],
});

test('a mail says what the store itself says when it leaves: what is left, what can be bought, what is over', () =>
  inWorld(async ({ app, shop, store, bench, ...world }) => {
    const own = { shopId: shop.id, key: KEY, version: 1, createdAt: app.clock.now() };
    await app.db.prisma.emailTemplate.create({ data: { ...own, document: DOCUMENT } });
    store.change(1, { leftCount: 2 });
    store.change(2, { leftCount: 6 });
    store.change(5, { isBuyable: false });
    const ana = await world.recipient({ lines: [1, 2] });
    await world.send();
    const text = bench.standIn.inbox.messages({ to: ana.email })[0]?.text ?? '';
    expect(text).toMatch(/^Only 2 left: Product 1\n\nNew here\n- Product 4, €4\.00: \S+\n- Product 6, €6\.00: \S+\n/m);
    expect(text).toMatch(/For you\n- Product \d/);
    expect(text).not.toMatch(/Long ago|6 left|Product 5/);
    const shown = (await world.now(ana)).recommendations as { productId: string }[];
    for (const { productId } of shown.slice(0, 2)) expect(text).toContain(`Product ${productId.split('/').at(-1)}`);
  }));

test('a mail so large that Gmail would cut off the way to unsubscribe does not leave, and it is said why', () =>
  inWorld(async ({ app, shop, bench, ...world }) => {
    const own = { shopId: shop.id, key: KEY, version: 1, createdAt: app.clock.now() };
    const long = Array.from({ length: 6 }, (_, at) => ({
      ...{ key: `code-${at}`, kind: 'code' },
      html: `<b>${'x'.repeat(19_000)}</b>`,
    }));
    const blocks = [...long, { key: 'end', kind: 'footer' }];
    const { sections: _sections, ...rest } = DOCUMENT;
    await app.db.prisma.emailTemplate.create({ data: { ...own, document: { ...rest, blocks } } });
    const ana = await world.recipient();
    await world.send();
    expect(await world.now(ana)).toMatchObject({
      state: 'rejected',
      reason: { code: 'mail-broken', detail: expect.stringMatching(/^it is 1\d\d KB large/) as unknown },
    });
    expect(bench.standIn.inbox.messages({ to: ana.email })).toEqual([]);
  }));
