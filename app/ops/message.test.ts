import { describe, expect, it } from 'vitest';
import { forgetDecisionsBefore } from '~/decisions/send-policy/forget-decisions.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { noteEngagement } from '~/decisions/send-policy/note-engagement.server';
import { judgeSignals } from '~/engagement/signals/judge-signals.server';
import { recordSignal } from '~/engagement/signals/record-signal.server';
import { withShop } from '~/platform/db/db.server';
import { leaveCart } from '../../tests/factories/left-carts';
import { plan } from '../../tests/factories/messages';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson, makeVisitor } from '../../tests/factories/people';
import { newOrder, placeOrders } from '../../tests/factories/placed-orders';
import { createShop } from '../../tests/factories/shops';
import { after } from '../../tests/factories/times';
import { messagePage, type MessagePage } from './message.server';

const HOUR = 3_600_000;
const inWorld = await pageWorlds();

async function open({ pages, domain }: PageWorld, id: string): Promise<MessagePage> {
  const page = await messagePage(pages, domain, id);
  if (page.kind === 'missing') throw new Error(`message ${id} is missing`);
  return page;
}

describe('a message that was sent', () => {
  it('shows the mail as it left, its products with their reasons, and the consent that allowed it', () =>
    inWorld(async (world) => {
      const { profileId, message, email } = await world.recipient({ firstName: 'Anna' });
      await world.send();
      const page = await open(world, message.id);
      expect(page).toMatchObject({ hasLeft: true, person: { profileId, who: { email, name: 'Anna' } } });
      const [taken] = world.bench.entries('accepted');
      expect(page.mail?.subject).toContain('Anna');
      expect(page.mail?.subject).toBe(taken?.subject);
      for (const form of [page.mail?.html, page.mail?.text]) expect(form).toContain('Product 3');
      expect(page.mail?.from).toContain(world.sender.fromEmail);
      expect(page.recommendations[0]).toMatchObject({
        title: 'Product 3',
        reason: 'Often bought with Product 1',
        evidence: '7 orders hold both',
      });
      expect(page.consent).toMatchObject({ seq: 1, what: 'Agreed to marketing mail' });
      expect(page.consent?.hash).toMatch(/^[0-9a-f]{12}$/);
      expect(page.times.map(({ label }) => label)).toEqual(['Planned', 'Due', 'Sent']);
    }));

  it('tells who opened and clicked it, and what speaks for a program', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { message } = await world.recipient();
      await world.send();
      const about = { messageId: message.id, isHead: false, isDataCentre: false };
      const load = { ...about, kind: 'open', link: null, links: null, url: null, agent: 'apple-privacy' } as const;
      const link = { ...about, kind: 'click', links: 9, agent: 'browser' } as const;
      const url = 'https://shop.example/products/mug?key=secret';
      const told = [load, load, { ...link, link: 1, url }, { ...link, link: 2, url: 'https://shop.example/' }];
      for (const [at, each] of told.entries()) {
        const signal = {
          ...each,
          dedupeKey: `${message.id} ${at}`,
          occurredAt: after(60_000 * (at + 1), app.clock.now()),
        };
        await app.db.transaction((tx) => recordSignal(app, tx, shop.id, signal));
      }
      world.pass(4 * 60_000);
      await judgeSignals(app, shop.id);
      expect((await open(world, message.id)).signals).toMatchObject([
        {
          ...{ what: 'opened', where: null, times: 2, by: 'machine' },
          why: ['Apple loads the pictures of every mail, whether it is read or not'],
        },
        { what: 'clicked', where: 'shop.example/products/mug', by: 'person', why: [] },
        { what: 'clicked', where: 'shop.example', by: 'waiting', why: [] },
      ]);
    }));

  it('tells what came of it, and which order is credited to it', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId, message } = await world.recipient();
      await world.send();
      const shopId = shop.id;
      for (const kind of ['delivered', 'opened', 'clicked'] as const)
        await noteEngagement(app.db.prisma, shopId, message.id, kind, app.clock.now());
      const order = newOrder(app, { profileId, name: '#1007' });
      await placeOrders(app, shopId, [order]);
      const credit = { orderId: order.id, model: 'last-touch', messageId: message.id, profileId, touchKind: 'click' };
      const at = { touchedAt: app.clock.now(), orderedAt: order.placedAt };
      await app.db.prisma.attribution.create({
        data: { shopId, ...credit, ...at, revenueMinor: 2_000, currency: 'EUR' },
      });

      const page = await open(world, message.id);
      expect(page.status.words).toBe('Clicked');
      expect(page.sentence).toMatch(/^Sent .*, and a link in it was clicked\.$/);
      expect(page.credited).toMatchObject([{ orderName: '#1007', revenueMinor: 2_000 }]);
      expect(page.times.map(({ label }) => label)).toEqual([
        'Planned',
        'Due',
        'Sent',
        'Delivered',
        'Opened',
        'Clicked',
      ]);
    }));

  it('is said to have left also once the mail itself is no longer kept', () =>
    inWorld(async (world) => {
      const { message } = await world.recipient();
      await world.send();
      await world.app.db.prisma.messageContent.deleteMany({ where: { shopId: world.shop.id } });
      expect(await open(world, message.id)).toMatchObject({ hasLeft: true, mail: null });
    }));
});

describe('a message that was not sent', () => {
  it('says why, with the values that decided', () =>
    inWorld(async (world) => {
      const person = await makePerson(world.app, world.shop.id, { consent: 'pending' });
      const { id } = await plan(world.app, world.shop.id, { profileId: person.profileId });
      const page = await open(world, id);
      expect(page).toMatchObject({ hasLeft: false, mail: null, consent: null, recommendations: [], run: null });
      expect(page.sentence).toBe('Not sent, because this person was asked to confirm and has not yet.');
      expect(page.values).toEqual([{ label: 'Consent to marketing', value: 'pending' }]);
    }));

  it('can be of somebody nobody knows', () =>
    inWorld(async (world) => {
      const profileId = await makeVisitor(world.app, world.shop.id);
      const { id } = await plan(world.app, world.shop.id, { profileId });
      expect((await open(world, id)).person).toEqual({ profileId, who: null });
    }));
});

it('tells how it came to a message from what was stored then, also when the flow is another by now', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { profileId } = await makePerson(app, shop.id);
    const run = await leaveCart(world, profileId);
    world.pass(4 * HOUR);
    await advanceRuns(app, shop.id);
    await app.db.prisma.flow.updateMany({ where: { shopId: shop.id }, data: { isOn: false } });
    const message = await app.db.prisma.message.findFirstOrThrow({ where: { shopId: shop.id, sourceId: run.id } });

    const story = (await open(world, message.id)).run;
    expect(story).toMatchObject({ flowKey: 'abandoned-cart', flowName: 'Abandoned cart', isActive: true });
    expect(story?.now).toMatch(
      /^Waits until .*, 20 hours after the step before .*; then the second mail is planned\.$/,
    );
    const [first, second, ...others] = story?.decisions ?? [];
    expect(others).toEqual([]);
    expect(first?.says).toEqual([
      expect.stringMatching(/^It waits until .*, 4 hours after the last change to the cart/),
    ]);
    expect(first?.knew).toEqual(
      expect.arrayContaining([
        '2 items in the cart',
        'consent to marketing: granted',
        'no order placed since it began',
      ]),
    );
    expect(second?.says).toEqual([
      expect.stringMatching(/^The wait was over/),
      'The first mail was planned.',
      expect.stringMatching(/^It waits until/),
    ]);
  }));

it('whose decisions were let go of says for how long they are kept', () =>
  inWorld(async (world) => {
    const { message } = await world.recipient();
    await world.send();
    expect((await open(world, message.id)).decisions).toMatchObject({ told: [{ times: 1 }], keptDays: null });
    world.pass(181 * 24 * HOUR);
    await forgetDecisionsBefore(world.app.db.prisma, world.shop.id, world.app.clock.now(), 10);
    expect((await open(world, message.id)).decisions).toEqual({ told: [], keptDays: 180 });
  }));

describe('a message that is not there', () => {
  it('is missing: another shop’s, one nobody knows, one whose id is none', () =>
    inWorld(async (world) => {
      const other = await createShop(world.app);
      const theirs = await withShop(other.id, async () => {
        const { profileId } = await makePerson(world.app, other.id);
        return plan(world.app, other.id, { profileId });
      });
      const missing = { kind: 'missing' };
      for (const id of [theirs.id, world.app.ids.next(), 'nope', undefined])
        expect(await messagePage(world.pages, world.domain, id)).toEqual(missing);
    }));
});
