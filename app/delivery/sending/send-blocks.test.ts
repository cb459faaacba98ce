import { expect, test } from 'vitest';
import { sendingWorlds } from '../../../tests/factories/sending-world';
import { documentSchema } from '../documents/document';
import { heldMails } from './held-mails.server';
import { saveDocument } from './save-document.server';

const inWorld = await sendingWorlds();
const KEY = 'abandoned-cart-first';
const HOUR = 3_600_000;
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
    expect(text.split('For you')[1]).not.toMatch(/Product [46]\b/);
    expect(text).not.toMatch(/Long ago|6 left|Product 5/);
    const shown = (await world.now(ana)).recommendations as { productId: string }[];
    for (const { productId } of shown.slice(0, 2)) expect(text).toContain(`Product ${productId.split('/').at(-1)}`);
  }));

const LARGE = Array.from({ length: 6 }, (_, at) => ({
  ...{ key: `code-${at}`, kind: 'code' },
  html: `<b>${'x'.repeat(19_000)}</b>`,
}));

test('a mail so large that Gmail would cut off the way to unsubscribe waits, up to its time, and goes when it is smaller', () =>
  inWorld(async ({ app, shop, bench, ...world }) => {
    const { sections: _sections, ...rest } = DOCUMENT;
    const { key, ...document } = documentSchema.parse({ ...rest, blocks: [...LARGE, { key: 'end', kind: 'footer' }] });
    const save = (onVersion: number, made: object) =>
      app.db.transaction((tx) =>
        saveDocument(app, tx, shop.id, { key, onVersion, document: { ...document, ...made, key } }),
      );
    await save(0, {});
    const [ana, bo] = await world.recipients(2);
    if (!ana || !bo) throw new Error('nobody is there');
    const dueAt = await world.send();
    const waiting = { state: 'planned', reason: { code: 'mail-too-large', kilobytes: expect.any(Number) as number } };
    for (const each of [ana, bo]) expect(await world.now(each)).toMatchObject(waiting);
    expect(dueAt).toEqual(new Date(app.clock.now().getTime() + 2 * HOUR));
    expect(await heldMails(app.db.prisma, shop.id)).toMatchObject([{ key, waiting: 2 }]);
    expect(bench.standIn.inbox.messages({ to: ana.email })).toEqual([]);

    await save(1, { sections: DOCUMENT.sections });
    await world.send();
    expect(await world.now(ana)).toMatchObject({ state: 'accepted', reason: null });
    expect(await heldMails(app.db.prisma, shop.id)).toEqual([]);
  }));

test('a mail that is too large until its time is over is not sent late', () =>
  inWorld(async ({ app, shop, ...world }) => {
    const { sections: _sections, ...rest } = DOCUMENT;
    const document = documentSchema.parse({ ...rest, blocks: [...LARGE, { key: 'end', kind: 'footer' }] });
    const own = { shopId: shop.id, key: KEY, version: 1, createdAt: app.clock.now() };
    await app.db.prisma.emailTemplate.create({ data: { ...own, document } });
    const ana = await world.recipient();
    const { expiresAt } = await world.now(ana);
    for (let tries = 0; tries < 100; tries += 1) {
      const nextAt = await world.send();
      if (!nextAt) break;
      const { dueAt, reason } = await world.now(ana);
      const isHeld = (reason as { code: string }).code === 'mail-too-large';
      if (isHeld) expect(dueAt.getTime()).toBeLessThanOrEqual(expiresAt.getTime());
      world.pass(nextAt.getTime() - app.clock.now().getTime());
    }
    expect(await world.now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'expired' } });
  }));
