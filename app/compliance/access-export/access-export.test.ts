import { describe, expect, it } from 'vitest';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { confirmPrivacyRequest, requestPrivacy } from '~/customers/preferences/privacy-requests.server';
import { savePreferences } from '~/customers/preferences/mail-preferences.server';
import { NO_PREFERENCES } from '~/customers/preferences/preferences';
import { identify } from '~/customers/profiles/identify.server';
import { setProperties } from '~/customers/profiles/set-properties.server';
import { addMs } from '~/platform/clock/clock';
import type { Person } from '../../../tests/factories/people';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { newOrder } from '../../../tests/factories/placed-orders';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';
import { toldPerson } from '../../../tests/factories/told-person';
import { takeOver } from '~/jobs/reports/report-context.server';
import { eraseProfiles } from '../erase-profiles.server';
import { makeAccessExports, nextExportAt } from './make-access-exports.server';
import { readAccessExport } from './read-access-export.server';
import { sections } from './sections.server';

const inWorld = await sendingWorlds();

type Copy = Record<string, Record<string, unknown>[]>;

async function ask({ app, shop }: SendingWorld, { addressId }: Person): Promise<string> {
  const { prisma } = app.db;
  const id = app.ids.next();
  await requestPrivacy(app, prisma, shop.id, { id, kind: 'download', addressId });
  await confirmPrivacyRequest(app, prisma, shop.id, id);
  return id;
}

async function read({ app, shop }: SendingWorld, requestId: string): Promise<Copy> {
  const copy = await app.db.prisma.accessExport.findFirstOrThrow({ where: { requestId } });
  let text = '';
  for await (const part of readAccessExport(app, copy, shop.domain)) text += part;
  return JSON.parse(text) as Copy;
}

const make = ({ app, shop }: SendingWorld) => makeAccessExports(app, shop.id);

async function tellEvents({ app, shop }: SendingWorld, profileId: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index): { profileId: string; event: CustomerEvent } => ({
    profileId,
    event: {
      ...{ type: 'search_submitted', source: 'storefront', occurredAt: app.clock.now() },
      ...{ properties: { query: `lamp ${index}` }, dedupeKey: `search ${profileId} ${index}` },
    },
  }));
  await appendEvents(app, app.db.prisma, shop.id, events);
}

/** Somebody of whom something of every kind is kept, and a neighbour of whom as much is. */
async function lived(world: SendingWorld, email: string): Promise<Person> {
  const { app, shop } = world;
  const { prisma } = app.db;
  const person = await world.recipient({ email, firstName: 'Anna' });
  const { profileId, addressId } = person;
  await tellEvents(world, profileId, 3);
  await setProperties(prisma, shop.id, profileId, { tier: 'gold' }, { source: 'api', at: app.clock.now() });
  await savePreferences(app, prisma, shop.id, addressId, { ...NO_PREFERENCES, topicsOff: ['news'] });
  await world.send();
  await app.db.transaction((tx) => storeOrders(tx, shop.id, [newOrder(app, { profileId })]));
  return person;
}

describe('a copy of what is kept of a person', () => {
  it('holds everything of theirs, their mails as they left, and nothing of anybody else', () =>
    inWorld(async (world) => {
      const anna = await lived(world, 'anna@example.com');
      await lived(world, 'bea@example.com');
      const id = await ask(world, anna);
      await make(world);
      const copy = await read(world, id);
      expect(Object.keys(copy)).toEqual(['format', 'shop', 'madeAt', ...sections.map(({ name }) => name)]);
      expect(copy.addresses).toMatchObject([{ email: 'anna@example.com', firstName: 'Anna' }]);
      expect(copy.identities).toMatchObject([{ kind: 'email', value: 'anna@example.com' }]);
      expect(copy.properties).toMatchObject([{ key: 'tier', value: 'gold', source: 'api' }]);
      expect(copy.consents).toMatchObject([{ purpose: 'marketing', state: 'granted', source: 'shopify-webhook' }]);
      expect(copy.preferences).toMatchObject([{ topicsOff: ['news'] }]);
      expect(copy.events).toHaveLength(4);
      expect(copy.carts).toMatchObject([{ token: `cart-of-${anna.profileId}` }]);
      expect(copy.orders).toMatchObject([{ lines: [{ quantity: 1 }], refunds: [] }]);
      expect(copy.messages).toMatchObject([{ state: 'accepted', mail: { from: expect.any(String) as string } }]);
      expect(JSON.stringify(copy.messages)).toContain('Anna');
      expect(copy.requests).toMatchObject([{ kind: 'download', state: 'open' }]);
      expect(JSON.stringify(copy)).not.toContain('bea@');
    }));

  it('is encrypted where it lies', () =>
    inWorld(async (world) => {
      await ask(world, await lived(world, 'anna@example.com'));
      await make(world);
      const pieces = await world.app.db.prisma.accessExportPiece.findMany();
      expect(pieces).toHaveLength(sections.length);
      for (const { content } of pieces) expect(Buffer.from(content).toString('latin1')).not.toMatch(/anna|Anna|lamp/);
    }));

  it('is whole where a person was several, also those who turn out to be one while it is made', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const anna = await makePerson(app, shop.id, { email: 'anna@example.com' });
      const visitorId = 'visitor-of-anna-0123456789';
      const visit = await app.db.transaction((tx) =>
        identify(app, tx, shop.id, { person: toldPerson({ visitorId }), evidence: 'e' }),
      );
      await tellEvents(world, visit.profileId, 2);
      const id = await ask(world, anna);
      await make(world);
      expect((await read(world, id)).events).toEqual([]);
      await app.db.prisma.accessExport.updateMany({ data: { readyAt: null } });
      await app.db.transaction(async (tx) => {
        const person = toldPerson({ visitorId, email: anna.email });
        await takeOver(tx, shop.id, await identify(app, tx, shop.id, { person, evidence: 'e' }));
      });
      await make(world);
      const copy = await read(world, id);
      expect(copy.events).toHaveLength(2);
      expect(copy.person).toHaveLength(2);
      expect(copy.identities?.map(({ kind }) => kind).sort()).toEqual(['email', 'visitor']);
    }));

  it('of very much is made in pieces, each row once, whoever many make it', () =>
    inWorld(async (world) => {
      const anna = await makePerson(world.app, world.shop.id, { email: 'anna@example.com' });
      await tellEvents(world, anna.profileId, 1_250);
      const id = await ask(world, anna);
      await Promise.all([make(world), make(world), make(world)]);
      const { events = [] } = await read(world, id);
      const queries = events.map(({ properties }) => (properties as { query: string }).query);
      expect(new Set(queries).size).toBe(1_250);
      expect(queries).toHaveLength(1_250);
      const where = { requestId: id, section: 'events' };
      expect(await world.app.db.prisma.accessExportPiece.count({ where })).toBe(3);
    }));
});

describe('a copy', () => {
  it('is made where one is owed, and deleted after 30 days', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const next = () => nextExportAt(app.db.prisma, app.clock, shop.id);
      expect(await next()).toBeNull();
      const id = await ask(world, await makePerson(app, shop.id));
      const asked = app.clock.now();
      expect(await next()).toEqual(asked);
      const expiresAt = addMs(asked, 30 * 86_400_000);
      expect(await make(world)).toEqual(expiresAt);
      await app.db.prisma.privacyRequest.updateMany({ where: { id }, data: { state: 'done' } });
      world.pass(30 * 86_400_000);
      expect(await make(world)).toBeNull();
      expect(await app.db.prisma.accessExportPiece.count()).toBe(0);
    }));

  it('goes with the person, and is not owed any more', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const anna = await lived(world, 'anna@example.com');
      const bea = await lived(world, 'bea@example.com');
      const [ofAnna, ofBea] = [await ask(world, anna), await ask(world, bea)];
      await make(world);
      await app.db.transaction((tx) => eraseProfiles(app, tx, shop.id, [anna.profileId]));
      const left = await app.db.prisma.accessExport.findMany();
      expect(left.map(({ requestId }) => requestId)).toEqual([ofBea]);
      const requests = await app.db.prisma.privacyRequest.findMany({ orderBy: { id: 'asc' } });
      expect(requests).toMatchObject([
        { id: ofAnna, state: 'done', outcome: 'erased' },
        { id: ofBea, state: 'open', outcome: null },
      ]);
    }));

  it('of a browser’s visitor alone is nobody’s to ask for', () =>
    inWorld(async (world) => {
      await makeVisitor(world.app, world.shop.id);
      expect(await make(world)).toBeNull();
      expect(await world.app.db.prisma.accessExport.count()).toBe(0);
    }));
});
