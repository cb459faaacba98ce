import { beforeEach, describe, expect, it } from 'vitest';
import { delivery } from '../../tests/factories/deliveries';
import { entriesOf, tellShop } from '../../tests/factories/inbox-job';
import { messageNow, plan } from '../../tests/factories/messages';
import { makePerson, type Person } from '../../tests/factories/people';
import { cartWebhook, checkoutWebhook, consentWebhook, orderWebhook } from '../../tests/factories/shopify-payloads';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { storefrontDelivery } from '../../tests/factories/storefront-deliveries';
import { testApp } from '../../tests/factories/test-app';
import { after, TEST_START } from '../../tests/factories/times';
import { visitorId } from '../../tests/factories/told-person';
import { testDatabase } from '../../tests/setup/database';
import type { Message } from '@prisma/client';
import { linesOf } from '~/capture/carts/store-cart.server';
import { APART } from '~/capture/inbox/process-inbox.server';
import type { Delivery } from '~/capture/inbox/receive.server';
import { holdAddress, isHeld } from '~/customers/consent/consent-holds.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { judgeSignals } from '~/engagement/signals/judge-signals.server';
import { dedupeKeyOf } from '~/ingest/take-delivery.server';
import { withShop } from '~/platform/db/db.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
let anna: Person;
beforeEach(async () => {
  shop = await createShop(app, 'JPY');
  anna = await inShop(() => makePerson(app, shop.id));
});

const inShop = <T>(work: () => Promise<T>, id = shop.id): Promise<T> => withShop(id, work);
const tell = (...deliveries: Delivery[]) => tellShop(app, shop.id, ...deliveries);
const entries = () => entriesOf(app, shop.id);
const consent = async () => (await inShop(() => consentOf(db.prisma, shop.id, anna.addressId, 'marketing'))).state;
const events = (type: string) => inShop(() => db.prisma.event.findMany({ where: { shopId: shop.id, type } }));

/** A mail that left: Postmark has it, but nothing was heard of it yet. */
async function sentMail(to: Person = anna, shopId = shop.id): Promise<Message> {
  const planned = await inShop(() => plan(app, shopId, { profileId: to.profileId }), shopId);
  const where = { shopId_id: { shopId, id: planned.id } };
  return inShop(() => db.prisma.message.update({ where, data: { state: 'unknown', addressId: to.addressId } }), shopId);
}

const postmark = (told: object) => delivery(told, { source: 'postmark', topic: 'event', triggeredAt: null });
const about = (message: Pick<Message, 'id'>) => ({
  MessageID: 'p-1',
  MessageStream: 'broadcast',
  Metadata: { kindred_message: message.id },
});
const clicked = (message: Pick<Message, 'id'>, at: Date) =>
  postmark({
    ...about(message),
    RecordType: 'Click',
    ReceivedAt: at.toISOString(),
    OriginalLink: 'https://shop.example',
    UserAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  });
/** As ten minutes later, when all has come that says whether a person clicked. */
const judge = () =>
  inShop(() => judgeSignals({ ...app, clock: { time: 'business', now: () => after(600_000) } }, shop.id));

describe('an entry of the inbox', () => {
  it('is read by whoever knows its source, in the shop’s own currency', async () => {
    await tell(cartWebhook('k', 1), storefrontDelivery(shop, { visitor: visitorId('v') }));
    expect(await entries()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    const [cart] = await inShop(() => db.prisma.cart.findMany());
    expect(linesOf(cart ?? { lines: [] })[0]?.priceMinor, 'yen have no hundredths').toBe(10);
  });

  it('waits for no other of the same purchase in a circle, when both are taken at once', async () => {
    const purchases = Array.from({ length: APART }, (_, number) => ({ cart: `c${number}`, checkout: `k${number}` }));
    const who = (number: number) => ({ email: `buyer-${number}@example.com`, customer: 1_000 + number });
    await tell(
      ...purchases.map(({ cart }, number) => cartWebhook(cart, 1, { eventId: `cart ${number}` })),
      ...purchases.map(({ cart, checkout }, number) =>
        checkoutWebhook(checkout, { ...who(number), cart, eventId: `checkout ${number}` }),
      ),
      // While one hand goes on by one checkout, the next goes on by two entries.
      ...purchases.flatMap(({ cart, checkout }, number) => [
        orderWebhook(number, { ...who(number), cart, checkout, eventId: `order ${number}` }),
        cartWebhook(`other ${number}`, 1, { eventId: `other ${number}` }),
      ]),
    );
    const troubled = (await entries()).filter(({ state, attempts }) => state !== 'done' || attempts > 0);
    expect(troubled).toEqual([]);
    const carts = await inShop(() => db.prisma.cart.findMany());
    expect(carts.filter(({ completedAt }) => completedAt)).toHaveLength(APART);
  });

  it('of a topic nobody needs is passed over', async () => {
    expect(await tell(delivery({}, { topic: 'themes/publish' }))).toBeNull();
    expect(await entries()).toMatchObject([{ topic: 'themes/publish', state: 'ignored' }]);
  });

  it.each([
    ['that is no JSON', delivery('{'), /JSON/],
    ['that lacks what Shopify documents', delivery({ id: 1 }, { topic: 'orders/create' }), /name/],
    [
      'with a consent nobody knows',
      consentWebhook({ customer: 1, email: 'a@example.com', state: 'maybe' as never }),
      /"maybe"/,
    ],
    [
      'of a browser that is no batch',
      delivery({ batch: {}, customerId: null }, { source: 'storefront', topic: 'batch' }),
      /shop/,
    ],
    ['of a source nobody knows', { ...delivery({}), source: 'carrier-pigeon' as never }, /carrier-pigeon/],
  ])('%s is tried again later, with its reason, and holds up nothing', async (_, bad, reason) => {
    const again = await tell(bad, cartWebhook('k', 1));
    expect(again).toEqual(after(3_000, app.systemClock.now()));
    expect(await entries()).toMatchObject([
      { state: 'pending', attempts: 1, problem: expect.stringMatching(reason) as string },
      { state: 'done' },
    ]);
  });

  it('changes nothing when it is told again under another name', async () => {
    const order = orderWebhook(1, { email: anna.email });
    await tell(order, { ...order, externalId: 'again' }, { ...order, topic: 'orders/updated' });
    expect(await events('order_placed')).toHaveLength(1);
    expect(await inShop(() => db.prisma.order.count())).toBe(1);
  });

  it('of one shop does nothing in another', async () => {
    const other = await createShop(app);
    await tell(cartWebhook('k', 1), orderWebhook(1, { email: anna.email }));
    const seen = await inShop(
      async () => [await db.prisma.cart.count(), await db.prisma.order.count(), await db.prisma.profile.count()],
      other.id,
    );
    expect(seen).toEqual([0, 0, 0]);
  });
});

describe('what Postmark tells of a mail', () => {
  it('is evidence that it was sent, and history of the person', async () => {
    const mail = await sentMail();
    await tell(postmark({ ...about(mail), RecordType: 'Delivery', DeliveredAt: TEST_START.toISOString() }));
    expect(await inShop(() => messageNow(app, mail))).toMatchObject({ state: 'accepted', deliveredAt: TEST_START });
    expect(await events('email_delivered')).toMatchObject([{ profileId: anna.profileId, source: 'postmark' }]);
  });

  it.each(['before', 'after'])(
    'as a click that is judged %s the order it led to comes credits the mail',
    async (when) => {
      const mail = await sentMail();
      const click = clicked(mail, after(60_000));
      const order = orderWebhook(1, { email: anna.email, placedAt: after(120_000) });
      await tell(click);
      if (when === 'before') await judge();
      await tell(order);
      await judge();
      expect(await inShop(() => db.prisma.attribution.findMany())).toMatchObject([
        { messageId: mail.id, revenueMinor: 2_000, touchedAt: after(60_000), currency: 'EUR' },
      ]);
    },
  );

  it('credits no mail with an order that came before the click', async () => {
    const mail = await sentMail();
    await tell(orderWebhook(1, { email: anna.email, placedAt: TEST_START }), clicked(mail, after(60_000)));
    await judge();
    expect(await events('email_clicked')).toHaveLength(1);
    expect(await inShop(() => db.prisma.attribution.findMany())).toEqual([]);
  });

  it('takes the credit back when the order is cancelled', async () => {
    const mail = await sentMail();
    const order = { email: anna.email, placedAt: after(120_000) };
    await tell(clicked(mail, after(60_000)), orderWebhook(1, order));
    await tell(
      orderWebhook(1, { ...order, cancelledAt: after(180_000), at: after(180_000), topic: 'orders/cancelled' }),
    );
    expect(await inShop(() => db.prisma.attribution.findMany())).toEqual([]);
  });

  it('about a mail of another shop, or of none, is nobody’s', async () => {
    const other = await createShop(app);
    const theirs = await inShop(async () => makePerson(app, other.id), other.id);
    const mail = await sentMail(theirs, other.id);
    await tell(clicked(mail, TEST_START), clicked({ id: app.ids.next() }, TEST_START));
    expect(await entries()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    expect(await events('email_clicked')).toEqual([]);
    expect(await inShop(() => messageNow(app, mail), other.id)).toMatchObject({ state: 'unknown', clickedAt: null });
  });

  it('as a sample of a new webhook is passed over', async () => {
    await tell(postmark({ RecordType: 'Open', MessageID: '00000000-0000-0000-0000-000000000000' }));
    expect(await entries()).toMatchObject([{ state: 'ignored' }]);
  });
});

describe('who wants no more mail', () => {
  const unsubscribed = (email: string) =>
    postmark({
      RecordType: 'SubscriptionChange',
      MessageID: 'p-1',
      MessageStream: 'broadcast',
      ChangedAt: after(60_000).toISOString(),
      Recipient: email,
      SuppressSending: true,
      SuppressionReason: 'ManualSuppression',
    });
  const bounced = (message: Message, inactive: boolean) =>
    postmark({
      ...about(message),
      RecordType: 'Bounce',
      BouncedAt: after(60_000).toISOString(),
      Type: inactive ? 'HardBounce' : 'SoftBounce',
      Email: anna.email,
      Inactive: inactive,
    });

  it('gets none: consent is withdrawn, however the address is written', async () => {
    await tell(unsubscribed(anna.email.toUpperCase()));
    expect(await consent()).toBe('withdrawn');
    expect(await events('consent_changed')).toMatchObject([{ properties: { state: 'withdrawn' } }]);
  });

  it('is not somebody whose mailbox was only full', async () => {
    const mail = await sentMail();
    await tell(bounced(mail, false));
    expect(await consent()).toBe('granted');
    await tell(bounced(mail, true));
    expect(await consent()).toBe('withdrawn');
    expect(await events('email_bounced')).toHaveLength(2);
  });

  it('may be somebody whom this shop never saw', async () => {
    await tell(unsubscribed('stranger@example.com'));
    expect(await entries()).toMatchObject([{ state: 'done' }]);
    expect(await consent()).toBe('granted');
  });

  it('is held until it was read, and the hold is lifted with what it said', async () => {
    const told = unsubscribed(anna.email);
    await holdAddress(app, shop.id, { email: anna.email, dedupeKey: dedupeKeyOf(told) });
    const held = () => inShop(() => isHeld(db.prisma, shop.id, anna.addressId));
    expect(await held()).toBe(true);
    await tell(told);
    expect(await held()).toBe(false);
    expect(await consent()).toBe('withdrawn');
  });

  it('stays held while what was said cannot be read', async () => {
    const told = { ...unsubscribed(anna.email), body: '{' };
    await holdAddress(app, shop.id, { email: anna.email, dedupeKey: dedupeKeyOf(told) });
    await tell(told);
    expect(await inShop(() => isHeld(db.prisma, shop.id, anna.addressId))).toBe(true);
  });
});
