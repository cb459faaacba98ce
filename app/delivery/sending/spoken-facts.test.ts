import { describe, expect, test } from 'vitest';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { storeCollections } from '~/capture/catalog/store-collections.server';
import { plan } from '../../../tests/factories/messages';
import { makePerson, type Person } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { gid } from '../../../tests/factories/reports';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';
import { productId } from '../../../tests/factories/shelf';
import { documentSchema } from '../documents/document';
import { NO_SUBJECT } from './draft-mails.server';
import { previewMail } from './preview-mail.server';
import { spokenFacts } from './spoken-facts.server';

const inWorld = await sendingWorlds();
const DAY = 86_400_000;
const WORDS = [
  'Orders: {{ customer.orderCount }}, last on {{ customer.lastOrderDate | default: "no day" }}.',
  'Last: {{ customer.lastProduct.title | default: "nothing" }}. Spent: {{ customer.totalSpent | default: "not told" }}.',
  'Of {{ order.name | default: "no order" }}:{% for line in order.lines %} {{ line.quantity }} × {{ line.title }}{% endfor %} for {{ order.total }}.',
  'About {{ product.title | default: "nothing" }}, in{% for each in collections %} {{ each.title }}{% endfor %}.',
].join('\n\n');

const document = (text = WORDS) =>
  documentSchema.parse({
    ...{ key: 'abandoned-cart-first', language: 'en', subject: 'News', preheader: '' },
    blocks: [
      { key: 'said', kind: 'text', text },
      { key: 'end', kind: 'footer' },
    ],
  });

/** Somebody who ordered twice: products 1 and 2 long ago, product 3 yesterday. */
async function buyer({ app, shop }: SendingWorld): Promise<Person & { orderIds: string[] }> {
  const person = await makePerson(app, shop.id, { firstName: 'Ana' });
  const { profileId } = person;
  const ago = (days: number) => new Date(app.clock.now().getTime() - days * DAY);
  const orders = [
    newOrder(app, { profileId, products: [1, 2], placedAt: ago(40), totalMinor: 1_234 }),
    newOrder(app, { profileId, products: [3], placedAt: ago(1), totalMinor: 4_200 }),
  ];
  await placeOrders(app, shop.id, orders);
  await recomputeNumbers(app.db.prisma, shop.id, [profileId]);
  return { ...person, orderIds: orders.map(({ id }) => id) };
}

async function inLamps({ app, shop }: SendingWorld, number: number): Promise<void> {
  const lamps = { id: gid('Collection', 1), handle: 'lamps', title: 'Lamps', updatedAt: app.clock.now() };
  await app.db.transaction((tx) => storeCollections(tx, shop.id, [lamps]));
  const where = { shopId_id: { shopId: shop.id, id: productId(number) } };
  await app.db.prisma.product.update({ where, data: { collectionIds: [lamps.id] } });
}

const letSeeAll = ({ app, shop }: SendingWorld) =>
  app.db.prisma.shop.update({ where: { id: shop.id }, data: { scopes: ['read_orders', 'read_all_orders'] } });

const said = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .filter((line) => / /.test(line))
    .slice(0, 4);

describe('a mail says of its reader', () => {
  test('what they bought, the order it follows and where its product stands; sent as it was looked at', () =>
    inWorld(async (world) => {
      const { app, shop, bench, deps } = world;
      const ana = await buyer(world);
      await letSeeAll(world);
      await inLamps(world, 1);
      const own = { shopId: shop.id, key: 'abandoned-cart-first', version: 1, createdAt: app.clock.now() };
      await app.db.prisma.emailTemplate.create({ data: { ...own, document: document() } });
      const [orderId] = ana.orderIds;
      const thanked = { cartToken: null, about: { orderId } };
      await plan(app, shop.id, { profileId: ana.profileId, flowKey: 'thanks', subject: thanked });
      await world.send();
      const sent = said(bench.standIn.inbox.messages({ to: ana.email })[0]?.text ?? '');
      const order = await app.db.prisma.order.findUniqueOrThrow({
        where: { shopId_id: { shopId: shop.id, id: orderId ?? '' } },
      });
      expect(sent).toEqual([
        expect.stringMatching(/^Orders: 2, last on \w+ \d+, 20\d\d\.$/),
        'Last: Product 3. Spent: €54.34.',
        `Of ${order.name}: 1 × Product 1 1 × Product 2 for €12.34.`,
        'About Product 1, in Lamps.',
      ]);

      const row = await app.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
      const subject = { ...NO_SUBJECT, profileId: ana.profileId, about: [productId(1), productId(2)], orderId };
      const input = { shop: row, sender: null, templateKey: own.key, campaign: 'test', subject };
      const seen = await previewMail(deps, app.db.prisma, input);
      expect(seen.kind === 'rendered' && said(seen.mail.text)).toEqual(sent);
    }));

  test('nothing that is not known, and leaves no hole: never bought, in particular nobody, or nameless', () =>
    inWorld(async (world) => {
      const { app, shop, deps } = world;
      const row = await app.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
      const [ana, bo] = [await buyer(world), await makePerson(app, shop.id)];
      const nothing = [
        'Orders: 0, last on no day.',
        'Last: nothing. Spent: not told.',
        'Of no order: for .',
        'About nothing, in.',
      ];
      for (const [profileId, isNameless] of [
        [null, false],
        [bo.profileId, false],
        [ana.profileId, true],
      ] as const) {
        const input = { shop: row, sender: null, templateKey: 'x', campaign: 'x', document: document(), isNameless };
        const seen = await previewMail(deps, app.db.prisma, { ...input, subject: { ...NO_SUBJECT, profileId } });
        expect(seen.kind === 'rendered' && said(seen.mail.text)).toEqual(nothing);
      }
    }));

  test('no sum where the store lets nobody see all orders, and nothing of an order whose buyer was erased', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { prisma } = app.db;
      const ana = await buyer(world);
      const [orderId] = ana.orderIds;
      const draft = { ...NO_SUBJECT, profileId: ana.profileId, orderId, candidates: [] };
      const mail = { document: document(), subjectLine: null, draft };
      const facts = async (scopes: string[]) => (await spokenFacts(prisma, { id: shop.id, scopes }, [mail]))[0];
      expect((await facts(['read_orders']))?.customer).toMatchObject({ orderCount: 2, spentMinor: null });
      expect((await facts(['read_all_orders']))?.customer.spentMinor).toBe(5_434);
      const where = { shopId_id: { shopId: shop.id, id: orderId ?? '' } };
      await prisma.order.update({ where, data: { erasedAt: app.clock.now() } });
      expect((await facts([]))?.order).toBeNull();
    }));

  test('and asks for nothing where the mail does not speak of it, but also where only its subject does', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const ana = await buyer(world);
      const draft = { ...NO_SUBJECT, profileId: ana.profileId, orderId: ana.orderIds[0], candidates: [] };
      const plain = document('Every customer may order {{ shop.name }}.');
      const facts = async (subjectLine: string | null) =>
        (await spokenFacts(app.db.prisma, { id: shop.id, scopes: [] }, [{ document: plain, subjectLine, draft }]))[0];
      expect(await facts(null)).toMatchObject({ customer: { orderCount: 0 }, order: null });
      expect(await facts('{{ customer.orderCount }} times')).toMatchObject({
        customer: { orderCount: 2 },
        order: null,
      });
    }));
});
