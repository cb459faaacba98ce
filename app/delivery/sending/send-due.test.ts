import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { noteAccess } from '~/platform/shops/shop-access.server';
import { fillCart } from '../../../tests/factories/filled-carts';
import { turnOn } from '../../../tests/factories/flows';
import { plan } from '../../../tests/factories/messages';
import { sayAboutMarketing } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { productId } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { sendingWorlds } from '../../../tests/factories/sending-world';
import { after } from '../../../tests/factories/times';
import { openMail } from './mail-contents.server';
import { sendDueMessages } from './send-due.server';
import { readUnsubscribeToken } from './unsubscribe-link';

const HOUR = 3_600_000;
const inWorld = await sendingWorlds();

describe('a message that is due', () => {
  test('arrives as one mail to its person, from the shop, on its stream', () =>
    inWorld(async ({ recipient, send, now, bench, counts }) => {
      const ana = await recipient({ email: 'ana@example.com', firstName: 'Ana' });
      expect(await send()).toBeNull();
      expect(counts()).toEqual({ 'ana@example.com': 1 });
      const [mail] = bench.standIn.inbox.messages();
      expect(mail).toMatchObject({
        ...{ to: 'ana@example.com', stream: 'broadcast', tag: 'abandoned-cart-first' },
        ...{ subject: 'Ana, your cart at Oak & Elm is still here', metadata: { kindred_message: ana.message.id } },
      });
      expect(mail?.from).toContain('hello@shop.example');
      expect(mail?.text).toContain('- 1 × Product 2: €2.00');
      expect(await now(ana)).toMatchObject({ state: 'accepted', attempts: 1, providerMessageId: mail?.messageId });
    }));

  test('shows up to four products that go with the cart, and they are kept with their reasons', () =>
    inWorld(async ({ recipient, send, now, bench }) => {
      const ana = await recipient();
      await send();
      const shown = [3, 4, 5, 6].map((number) => ({
        productId: productId(number),
        reason: { kind: 'bought-together', withProductId: productId(1), orders: 10 - number },
        strategy: 'cart-together',
      }));
      expect((await now(ana)).recommendations).toEqual(shown);
      expect(bench.standIn.inbox.messages()[0]?.text).toContain('Product 3, €3.00 (Often bought with Product 1)');
    }));

  test('is kept as it left, sealed, so that it can be shown again', () =>
    inWorld(async ({ app, shop, recipient, send, pass, bench }) => {
      const { message } = await recipient({ firstName: 'Anastasia' });
      await send();
      const key = { shopId: shop.id, messageId: message.id };
      const row = await app.db.prisma.messageContent.findUniqueOrThrow({ where: { shopId_messageId: key } });
      expect(Buffer.from(row.content).includes('Anastasia')).toBe(false);
      const kept = openMail(app.vault, shop.id, row.content);
      pass(60_000);
      const [mail] = bench.standIn.inbox.messages();
      const submitted = await bench.client.getOutboundMessageDetails(mail?.messageId ?? '');
      expect([kept.html, kept.text]).toEqual([submitted.HtmlBody, submitted.TextBody]);
      expect(kept.from).toBe('"Oak & Elm" <hello@shop.example>');
    }));

  test('waits while Shopify lets the app into the shop no more, and goes once it does', () =>
    inWorld(async ({ app, shop, recipient, send, now, counts }) => {
      const ana = await recipient({ email: 'ana@example.com' });
      await noteAccess(app, shop.domain, 'refused');
      expect(await send()).toBeNull();
      expect(await now(ana)).toMatchObject({ state: 'planned' });
      expect(counts()).toEqual({});
      await noteAccess(app, shop.domain, 'there');
      await send();
      expect(counts()).toEqual({ 'ana@example.com': 1 });
    }));

  test('waits for its time, and the sender says when that is', () =>
    inWorld(async ({ app, shop, recipient, send, pass, counts }) => {
      const { profileId, message } = await recipient();
      const dueAt = after(2 * HOUR, app.clock.now());
      await app.db.prisma.message.updateMany({ where: { id: message.id }, data: { dueAt } });
      expect(await send()).toEqual(dueAt);
      expect(counts()).toEqual({});
      pass(2 * HOUR);
      await send();
      expect(Object.values(counts())).toEqual([1]);
      expect(await app.db.prisma.message.count({ where: { shopId: shop.id, profileId } })).toBe(1);
    }));

  test('together with more than fit into one batch: each person gets one', () =>
    inWorld(async ({ recipients, send, counts }) => {
      const people = await recipients(105);
      await send();
      expect(counts()).toEqual(Object.fromEntries(people.map(({ email }) => [email, 1])));
    }));

  test('goes once when two workers are at it', () =>
    inWorld(async ({ recipients, send, counts, duplicates }) => {
      const people = await recipients(105);
      await Promise.all([send(), send()]);
      await send();
      expect(duplicates()).toEqual([]);
      expect(counts()).toEqual(Object.fromEntries(people.map(({ email }) => [email, 1])));
    }));

  test('of another shop is left alone', () =>
    inWorld(async ({ app, shop, deps, recipient, send, counts }) => {
      const ana = await recipient();
      const other = await createShop(app);
      await withShop(other.id, async () => {
        expect(await sendDueMessages(deps, other.id)).toBeNull();
        expect(await sendDueMessages(deps, shop.id)).toBeNull();
      });
      expect(counts()).toEqual({});
      await send();
      expect(counts()).toEqual({ [ana.email]: 1 });
    }));
});

describe('what became true between planning and sending is heeded:', () => {
  test('consent that was withdrawn', () =>
    inWorld(async ({ app, shop, recipient, send, now, counts, pass }) => {
      const ana = await recipient();
      pass(1_000);
      await sayAboutMarketing(app, shop.id, { email: ana.email, state: 'withdrawn' });
      await send();
      expect(counts()).toEqual({});
      expect(await now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'no-consent', consent: 'withdrawn' } });
    }));

  test('an order', () =>
    inWorld(async ({ app, shop, recipient, send, now, counts, pass }) => {
      const ana = await recipient();
      pass(1_000);
      await placeOrders(app, shop.id, [newOrder(app, { profileId: ana.profileId })]);
      await send();
      expect(counts()).toEqual({});
      expect(await now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'ordered-meanwhile' } });
    }));

  test('a cart that was emptied', () =>
    inWorld(async ({ app, shop, recipient, send, now, pass }) => {
      const ana = await recipient();
      pass(1_000);
      await fillCart(app, shop.id, { profileId: ana.profileId, token: `cart-of-${ana.profileId}`, lines: [] });
      await send();
      expect(await now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'cart-empty' } });
    }));

  test('everything in it sold out, by the store’s own word', () =>
    inWorld(async ({ store, recipient, send, now, counts }) => {
      const ana = await recipient();
      for (const number of [1, 2]) store.change(number, { isBuyable: false });
      await send();
      expect(counts()).toEqual({});
      expect(await now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'nothing-in-stock' } });
    }));

  test('one line of it sold out and the other’s price changed: the mail says so', () =>
    inWorld(async ({ store, shop, recipient, send, bench }) => {
      store.change(1, { isBuyable: false });
      store.change(2, { priceMinor: 555 });
      await recipient();
      await send();
      const [mail] = bench.standIn.inbox.messages();
      expect(mail?.text).toContain('- Product 1 (Sold out since you left it)');
      expect(mail?.text).toContain('Product 2: €5.55');
      expect(mail?.text).toContain('Total: €5.55');
      expect(new Set(store.askedBy)).toEqual(new Set([shop.domain]));
    }));

  test('recommended products sold out: others take their place', () =>
    inWorld(async ({ store, recipient, send, now }) => {
      for (const number of [3, 5]) store.change(number, { isBuyable: false });
      const ana = await recipient();
      await send();
      const shown = (await now(ana)).recommendations as { productId: string }[];
      expect(shown.map((each) => each.productId)).toEqual([4, 6, 7, 8].map(productId));
    }));

  test('its flow’s version is none that is understood any more: it waits until it is, others do not', () =>
    inWorld(async ({ app, shop, recipient, send, now, counts }) => {
      const { prisma } = app.db;
      await turnOn(app, shop.id);
      const [ana, bea] = [await recipient(), await recipient()];
      await prisma.flowRun.create({
        data: {
          ...{ shopId: shop.id, id: ana.message.sourceId, flowKey: 'abandoned-cart', version: 1 },
          ...{ profileId: ana.profileId, subject: { cartToken: null }, state: {}, startedAt: app.clock.now() },
        },
      });
      await prisma.flowVersion.updateMany({ where: { shopId: shop.id }, data: { definition: { name: 'Of before' } } });
      await send();
      expect(counts()).toEqual({ [bea.email]: 1 });
      expect(await now(ana)).toMatchObject({ state: 'planned', reason: { code: 'flow-not-understood' } });
    }));

  test('its time passed', () =>
    inWorld(async ({ recipient, send, now, counts, pass }) => {
      const ana = await recipient();
      pass(18 * HOUR);
      await send();
      expect(counts()).toEqual({});
      expect(await now(ana)).toMatchObject({ state: 'skipped', reason: { code: 'expired' } });
    }));

  test('the night came: it goes at eight', () =>
    inWorld(async ({ recipient, send, now, counts, pass }) => {
      pass(12 * HOUR);
      const ana = await recipient();
      const eight = new Date('2026-11-23T07:00:00.000Z');
      expect(await send()).toEqual(eight);
      expect(await now(ana)).toMatchObject({ state: 'planned', dueAt: eight, reason: { code: 'quiet-hours' } });
      pass(10 * HOUR);
      await send();
      expect(counts()).toEqual({ [ana.email]: 1 });
      expect(await now(ana)).toMatchObject({ state: 'accepted', reason: null });
    }));

  test('all sending was paused: it waits and goes when that is over', () =>
    inWorld(async ({ app, shop, recipient, send, counts, pass }) => {
      const ana = await recipient();
      const pause = (isPaused: boolean) =>
        app.db.prisma.sendPolicy.upsert({
          where: { shopId: shop.id },
          create: { shopId: shop.id, isPaused },
          update: { isPaused },
        });
      await pause(true);
      await send();
      expect(counts()).toEqual({});
      await pause(false);
      pass(15 * 60_000);
      await send();
      expect(counts()).toEqual({ [ana.email]: 1 });
    }));

  test('the shop has not said who it is: it waits', () =>
    inWorld(async ({ app, shop, recipient, send, now }) => {
      const ana = await recipient();
      await app.db.prisma.sender.delete({ where: { shopId: shop.id } });
      await send();
      expect(await now(ana)).toMatchObject({ state: 'planned', reason: { code: 'sender-not-set-up' } });
    }));

  test('the person was written to a moment ago: the second mail waits for sixteen hours', () =>
    inWorld(async ({ app, shop, recipient, send, counts, pass }) => {
      const { profileId, email, message } = await recipient();
      const { cartToken } = message.subject as { cartToken: string };
      const second = await plan(app, shop.id, { profileId, stepKey: 'second-mail', subject: { cartToken } });
      const sentAt = app.clock.now();
      expect(await send()).toEqual(after(16 * HOUR, sentAt));
      expect(counts()).toEqual({ [email]: 1 });
      const reason = { code: 'frequency-cap', capMinutes: 960 };
      expect(await app.db.prisma.message.findFirst({ where: { id: second.id } })).toMatchObject({
        state: 'planned',
        reason,
      });
      pass(16 * HOUR);
      await app.db.prisma.sendPolicy.update({ where: { shopId: shop.id }, data: { quietFromMinute: null } });
      await send();
      expect(counts()).toEqual({ [email]: 2 });
    }));
});

describe('a mail that cannot be made', () => {
  const broken = {
    key: 'abandoned-cart-first',
    subject: 'Hi',
    preheader: '',
    blocks: [{ kind: 'text', text: '{% if %}' }, { kind: 'footer' }],
  };

  test.each<[string, object]>([
    ['its template’s Liquid is wrong', { document: broken }],
    ['its document is none', { document: { key: 'x' } }],
  ])('because %s is refused with the reason, and holds up no other', (_why, data) =>
    inWorld(async ({ app, shop, recipient, send, now, counts }) => {
      const stored = { shopId: shop.id, version: 1, createdAt: app.clock.now(), key: 'special', document: {}, ...data };
      await app.db.prisma.emailTemplate.create({ data: stored });
      const [ana, ben] = [await recipient(), await recipient()];
      await app.db.prisma.message.updateMany({ where: { id: ana.message.id }, data: { templateKey: 'special' } });
      await send();
      expect(await now(ana)).toMatchObject({ state: 'rejected', reason: { code: 'mail-broken' } });
      expect(counts()).toEqual({ [ben.email]: 1 });
    }),
  );

  test('because nobody knows its template is refused with the reason, and holds up no other', () =>
    inWorld(async ({ app, recipient, send, now, counts }) => {
      const [ana, ben] = [await recipient(), await recipient()];
      await app.db.prisma.message.updateMany({ where: { id: ana.message.id }, data: { templateKey: 'nobody-knows' } });
      await send();
      const reason = { code: 'mail-broken', detail: 'there is no email "nobody-knows"' };
      expect(await now(ana)).toMatchObject({ state: 'rejected', reason });
      expect(counts()).toEqual({ [ben.email]: 1 });
    }));

  test('because the way back to its cart is no address is refused, and holds up no other', () =>
    inWorld(async ({ app, recipient, send, now, counts }) => {
      const [ana, ben] = [await recipient(), await recipient()];
      await app.db.prisma.cart.updateMany({
        where: { profileId: ana.profileId },
        data: { checkoutUrl: 'not an address' },
      });
      await send();
      expect(await now(ana)).toMatchObject({ state: 'rejected', reason: { code: 'mail-broken' } });
      expect(counts()).toEqual({ [ben.email]: 1 });
    }));
});

describe.each(['postmark', 'custom'] as const)('where %s owns the way out', (unsubscribeMode) => {
  test('Postmark finds nothing missing, and one click opts out', () =>
    inWorld(
      async ({ app, shop, recipient, send, bench }) => {
        const ana = await recipient();
        await send();
        const [accepted] = bench.entries('accepted');
        expect(accepted?.warnings).toEqual([]);
        const [mail] = bench.standIn.inbox.messages();
        const header = (name: string) => mail?.headers.find((each) => each.Name === name)?.Value;
        expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
        const link = /<(https?:[^>]+)>/.exec(header('List-Unsubscribe') ?? '')?.[1] ?? '';
        const token = link.slice('http://127.0.0.1:4000/u/'.length);
        const target = { shopId: shop.id, addressId: ana.addressId, purpose: 'marketing', messageId: ana.message.id };
        expect(readUnsubscribeToken(app.vault, token)).toEqual(unsubscribeMode === 'custom' ? target : null);
        if (unsubscribeMode === 'custom') expect(mail?.text).toContain(`Unsubscribe: ${link}`);
        else await bench.standIn.inbox.unsubscribe(mail?.messageId ?? '', { how: 'one-click' });
        const suppressed = bench.entries('suppressed').map((entry) => entry.recipient);
        expect(suppressed).toEqual(unsubscribeMode === 'custom' ? [] : [ana.email]);
      },
      { unsubscribeMode },
    ));
});
