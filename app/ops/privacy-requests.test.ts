import { describe, expect, it } from 'vitest';
import { makeAccessExports } from '~/compliance/access-export/make-access-exports.server';
import { confirmPrivacyRequest, requestPrivacy } from '~/customers/preferences/privacy-requests.server';
import { openPassedOn } from '~/customers/preferences/passed-on-requests.server';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson, type Person } from '../../tests/factories/people';
import { home } from './home.server';
import { handleRequest, privacyRequests, takeCopy } from './privacy-requests.server';

const inWorld = await pageWorlds();

const DAY_MS = 86_400_000;
const ANNA = 'anna@example.com';

async function ask({ app, shop }: PageWorld, { addressId }: Person): Promise<string> {
  const { prisma } = app.db;
  const id = app.ids.next();
  await requestPrivacy(app, prisma, shop.id, { id, kind: 'download', addressId });
  await confirmPrivacyRequest(app, prisma, shop.id, id);
  return id;
}

const look = ({ pages, domain }: PageWorld) => privacyRequests(pages, domain, 'user-1');
const make = ({ app, shop }: PageWorld) => makeAccessExports(app, shop.id);
const accesses = async ({ app }: PageWorld) =>
  (await app.db.prisma.accessLogEntry.findMany({ orderBy: { id: 'asc' } })).map(({ actor, what, subject }) => ({
    ...{ actor, what, subject },
  }));

describe('requests', () => {
  it('of nobody: there is nothing to answer, and nobody was seen', () =>
    inWorld(async (world) => {
      expect(await look(world)).toEqual({ owed: [], done: [] });
      expect(await accesses(world)).toEqual([]);
    }));

  it('say who asks, whence, until when, and how far the copy is; that it was seen is written down', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const id = await ask(world, await makePerson(app, shop.id, { email: ANNA }));
      const at = app.clock.now();
      const row = { id, kind: 'download', source: 'preference-centre', who: ANNA, isOverdue: false, doneAt: null };
      const dueAt = new Date(at.getTime() + 30 * DAY_MS).toISOString();
      expect((await look(world)).owed).toEqual([
        { ...row, requestedAt: at.toISOString(), dueAt, state: 'making', until: null },
      ]);
      await make(world);
      expect((await look(world)).owed).toMatchObject([{ ...row, state: 'ready', until: dueAt }]);
      const seen = { actor: 'user-1', what: 'privacy-requests-shown', subject: 'privacy-requests' };
      expect(await accesses(world)).toEqual([seen]);
    }));

  it('that Shopify passes on are there, too, also of people nobody here knows', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const subject = { customerId: 'gid://shopify/Customer/7', email: null, phone: null, orderIds: [] };
      await app.db.transaction((tx) => openPassedOn(app, tx, shop.id, subject));
      await make(world);
      expect((await look(world)).owed).toMatchObject([{ source: 'shopify', who: 'customer 7', state: 'ready' }]);
    }));

  it('stand on Home: calmly at first, pressing in the last week, and overdue after 30 days', () =>
    inWorld(async (world) => {
      const { app, shop, pages, domain, pass } = world;
      const due = async () => (await home(pages, domain)).health.requestsDue;
      expect(await due()).toBeNull();
      await ask(world, await makePerson(app, shop.id));
      expect(await due()).toMatchObject({ count: 1, urgency: 'calm' });
      pass(23 * DAY_MS);
      expect(await due()).toMatchObject({ urgency: 'pressing' });
      pass(7 * DAY_MS);
      expect(await due()).toMatchObject({ urgency: 'overdue' });
      expect((await look(world)).owed).toMatchObject([{ isOverdue: true }]);
    }));
});

describe('a copy', () => {
  it('is given to the merchant, which is written down and answers the request', () =>
    inWorld(async (world) => {
      const { app, shop, pages, domain } = world;
      const id = await ask(world, await makePerson(app, shop.id, { email: ANNA }));
      expect(await takeCopy(pages, domain, 'user-1', id)).toBeNull();
      await make(world);
      let text = '';
      for await (const part of (await takeCopy(pages, domain, 'user-1', id)) ?? []) text += part;
      expect((JSON.parse(text) as { addresses: unknown }).addresses).toMatchObject([{ email: ANNA }]);
      expect(await accesses(world)).toEqual([{ actor: 'user-1', what: 'person-exported', subject: id }]);
      expect(await look(world)).toMatchObject({ owed: [], done: [{ id, state: 'handed-over', who: ANNA }] });
      expect((await home(pages, domain)).health.requestsDue).toBeNull();
      const said = (await app.db.prisma.activityEntry.findMany()).map(({ kind, actor }) => ({ kind, actor }));
      expect(said).toEqual([{ kind: 'person-exported', actor: 'user-1' }]);
    }));

  it.each(['no id', '00000000-0000-7000-8000-000000000000'])('named %s is not there', (id) =>
    inWorld(async ({ pages, domain }) => {
      expect(await takeCopy(pages, domain, 'user-1', id)).toBeNull();
    }),
  );

  it('that the merchant gave in another way is owed no more, once', () =>
    inWorld(async (world) => {
      const { app, shop, pages, domain } = world;
      const id = await ask(world, await makePerson(app, shop.id));
      const form = { intent: 'handed-over', id };
      expect(await handleRequest(pages, domain, 'user-1', form)).toEqual({ kind: 'saved' });
      expect(await handleRequest(pages, domain, 'user-1', form)).toMatchObject({ kind: 'refused' });
      expect(await handleRequest(pages, domain, 'user-1', {})).toMatchObject({ kind: 'refused' });
      expect(await look(world)).toMatchObject({ owed: [], done: [{ state: 'handed-over' }] });
    }));
});
