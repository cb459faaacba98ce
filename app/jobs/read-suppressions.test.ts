import { describe, expect, test } from 'vitest';
import { consentOf } from '~/customers/consent/ledger.server';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { makePerson, sayAboutMarketing, type Person } from '../../tests/factories/people';
import { sendingWorlds, type SendingWorld } from '../../tests/factories/sending-world';
import { processInboxJob } from './process-inbox.server';
import { readSuppressions } from './read-suppressions.server';
import { tellConsentJob } from './tell-consent.server';

const inWorld = await sendingWorlds();
const DAY_MS = 86_400_000;

const read = ({ app, bench, shop }: SendingWorld) =>
  readSuppressions({ ...app, postmark: createPostmarkClients(bench.url, 2) }, shop.id);
const processed = ({ app, shop }: SendingWorld) => processInboxJob(app, { shopId: shop.id });
const stateOf = async ({ app, shop }: SendingWorld, { addressId }: Person) =>
  (await consentOf(app.db.prisma, shop.id, addressId, 'marketing')).state;
const suppress = ({ bench }: SendingWorld, ...emails: string[]) =>
  bench.client.createSuppressions('broadcast', { Suppressions: emails.map((EmailAddress) => ({ EmailAddress })) });
const entries = ({ app, shop }: SendingWorld, { addressId }: Person) =>
  app.db.prisma.consentEntry.findMany({ where: { shopId: shop.id, addressId }, orderBy: { seq: 'asc' } });
const lists = ({ bench }: SendingWorld) =>
  bench
    .entries('request')
    .filter(({ path }) => path.includes('suppressions/dump'))
    .map(({ path }) => path);

async function readAll(world: SendingWorld): Promise<Date | null> {
  const next = await read(world);
  await processed(world);
  return next;
}

describe('Postmark’s list of whom it does not write to', () => {
  test('takes consent from those who stand on it, each with its reason, and nothing is kept of strangers', () =>
    inWorld(async (world) => {
      const { app, bench, shop } = world;
      const people = [await world.recipient(), await world.recipient()];
      await world.send();
      const [bounced, complained] = bench.standIn.inbox.messages({});
      bench.standIn.inbox.bounce(bounced?.messageId ?? '');
      bench.standIn.inbox.complain(complained?.messageId ?? '');
      const left = await makePerson(app, shop.id);
      const stays = await makePerson(app, shop.id);
      await suppress(world, left.email, 'stranger@nobody.example');
      expect(await readAll(world)).toEqual(new Date(app.clock.now().getTime() + DAY_MS));
      for (const person of [...people, left]) expect(await stateOf(world, person)).toBe('withdrawn');
      expect(await stateOf(world, stays)).toBe('granted');
      const sources = await Promise.all(
        [...people, left].map(async (each) => (await entries(world, each)).at(-1)?.source),
      );
      expect(sources.sort()).toEqual(['bounce', 'complaint', 'postmark']);
      const row = await app.db.prisma.suppressionRead.findUniqueOrThrow({ where: { shopId: shop.id } });
      expect(row).toMatchObject({ listed: 4, found: 3 });
      expect(await app.db.prisma.inboxItem.count({ where: { shopId: shop.id, source: 'postmark' } })).toBe(3);
    }));

  test('is read when it is due, though time goes on while that is found out', () =>
    inWorld(async (world) => {
      let ms = world.app.clock.now().getTime();
      const clock = { time: 'business', now: () => new Date((ms += 7)) } as const;
      const next = await read({ ...world, app: { ...world.app, clock } });
      expect((next?.getTime() ?? 0) - ms, 'a day from when it was read').toBeGreaterThan(DAY_MS - 1_000);
      expect(lists(world)).toHaveLength(1);
    }));

  test('read again, by two at once, or after it broke off, says nothing twice', () =>
    inWorld(async (world) => {
      const person = await makePerson(world.app, world.shop.id);
      await suppress(world, person.email);
      await Promise.all([read(world), read(world)]);
      await processed(world);
      const before = await entries(world, person);
      await world.app.db.prisma.inboxItem.deleteMany({ where: { shopId: world.shop.id } });
      world.pass(8 * DAY_MS);
      await readAll(world);
      expect(await entries(world, person)).toEqual(before);
      expect(await world.app.db.prisma.inboxItem.count({ where: { shopId: world.shop.id } })).toBe(0);
      expect(before.filter(({ state }) => state === 'withdrawn')).toHaveLength(1);
    }));

  test('is read once a day for what is new, and once a week whole', () =>
    inWorld(async (world) => {
      for (let day = 0; day < 8; day++) {
        await readAll(world);
        await readAll(world);
        world.pass(DAY_MS);
      }
      const whole = lists(world).filter((path) => !/fromdate/i.test(path));
      expect(lists(world)).toHaveLength(8);
      expect(whole).toHaveLength(2);
    }));

  test('holds an address from the moment it is read, before its entry is', () =>
    inWorld(async (world) => {
      const recipient = await world.recipient();
      await suppress(world, recipient.email);
      await read(world);
      await world.send();
      expect(await world.now(recipient)).toMatchObject({ state: 'planned', reason: { code: 'consent-being-read' } });
      await processed(world);
      await world.send();
      expect(await world.now(recipient)).toMatchObject({ state: 'skipped', reason: { code: 'no-consent' } });
    }));

  test('that cannot be had is asked for again a quarter of an hour later', () =>
    inWorld(async (world) => {
      await world.bench.standIn.faults.outage(true);
      expect(await read(world)).toEqual(new Date(world.app.clock.now().getTime() + 15 * 60_000));
    }));

  test('does not undo a yes that came after it', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const person = await makePerson(app, shop.id);
      await suppress(world, person.email);
      world.pass(60_000);
      await sayAboutMarketing(app, shop.id, { email: person.email, state: 'granted' });
      await readAll(world);
      expect(await stateOf(world, person)).toBe('granted');
    }));
});

describe('what people say to us', () => {
  const admin = { run: () => Promise.reject(new Error('Shopify was asked')) };
  const tell = ({ app, bench, shop }: SendingWorld) =>
    tellConsentJob({ ...app, admin, postmark: createPostmarkClients(bench.url, 2) }, { shopId: shop.id });
  const suppressed = async ({ bench }: SendingWorld) =>
    (await bench.client.getSuppressions('broadcast', {})).Suppressions.map(({ EmailAddress }) => EmailAddress).sort();

  test('stands on Postmark’s list as well, fifty in a request, and a yes takes it off again', () =>
    inWorld(async (world) => {
      const { app, shop, bench } = world;
      const people: Person[] = [];
      while (people.length < 60) people.push(await makePerson(app, shop.id));
      world.pass(1_000);
      for (const { email } of people) await sayAboutMarketing(app, shop.id, { email, state: 'withdrawn' });
      await tell(world);
      expect(await suppressed(world)).toEqual(people.map(({ email }) => email).sort());
      const posts = bench
        .entries('request')
        .filter(({ method, path }) => method === 'POST' && /suppressions$/.test(path));
      expect(posts).toHaveLength(2);
      world.pass(120_000);
      const [first] = people;
      await sayAboutMarketing(app, shop.id, { email: first?.email ?? '', state: 'granted' });
      await tell(world);
      expect(await suppressed(world)).not.toContain(first?.email);
    }));

  test('does not come back from there as news', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const person = await makePerson(app, shop.id);
      world.pass(1_000);
      await sayAboutMarketing(app, shop.id, { email: person.email, state: 'withdrawn' });
      await tell(world);
      const before = await entries(world, person);
      await readAll(world);
      expect(await entries(world, person)).toEqual(before);
    }));

  test('reaches it later where it was away', () =>
    inWorld(async (world) => {
      const { app, shop, bench } = world;
      const person = await makePerson(app, shop.id);
      world.pass(1_000);
      await sayAboutMarketing(app, shop.id, { email: person.email, state: 'withdrawn' });
      await bench.standIn.faults.outage(true);
      await tell(world);
      await bench.standIn.faults.outage(false);
      expect(await suppressed(world)).toEqual([]);
      world.pass(61_000);
      await tell(world);
      expect(await suppressed(world)).toEqual([person.email]);
    }));
});
