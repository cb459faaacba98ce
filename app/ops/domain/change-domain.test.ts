import { afterAll, describe, expect, test } from 'vitest';
import { createDnsLook } from '~/integrations/dns/dns-look.server';
import { withShop } from '~/platform/db/db.server';
import { emptyZone, startNameServer } from '../../../tests/factories/name-server';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { createShop } from '../../../tests/factories/shops';
import { home } from '../home.server';
import { changeDomainSettings, type ChangeDomainDeps } from './change-domain.server';
import { domainPage } from './domain-page.server';
import { watchDomain } from './watch-domain.server';

const inWorld = await pageWorlds();
const zone = emptyZone();
const server = await startNameServer(zone);
afterAll(() => server.stop());

/** Each world has one of its own: they share a database, and no two shops have the same. */
let worlds = 0;
const DAY_MS = 86_400_000;
const NOTICES = 'notices@kindred.example';

interface DomainWorld extends PageWorld {
  domainDeps: ChangeDomainDeps;
  /** The domain of the sender's address. */
  name: string;
  submit(form: Record<string, string>): ReturnType<typeof changeDomainSettings>;
  page(): ReturnType<typeof domainPage>;
  watch(): Promise<Date | null>;
}

/** The shop's server is one that Kindred made, and it writes as hello at its domain. */
const inDomainWorld = (work: (world: DomainWorld) => Promise<void>) =>
  inWorld(
    async (world) => {
      const { app, bench, pages, domain, shop } = world;
      const name = `oak${++worlds}.example`;
      await app.db.prisma.sender.update({
        where: { shopId: shop.id },
        data: { postmarkServerId: bench.server.id, fromEmail: `hello@${name}` },
      });
      const domainDeps = { ...pages, logger: app.logger, dns: createDnsLook(server.address) };
      const { token } = bench.standIn.createServer({ name: 'Operator' });
      bench.standIn.senders.addSignature({ email: NOTICES });
      const settingsUrl = (shopDomain: string) => `https://${shopDomain}/admin/apps/key/app/settings`;
      await work({
        ...{ ...world, domainDeps, name },
        submit: (form) => changeDomainSettings(domainDeps, domain, form, '42'),
        page: () => domainPage(domainDeps, domain),
        watch: () => watchDomain({ ...domainDeps, operatorMail: { token, from: NOTICES }, settingsUrl }, shop.id),
      });
    },
    { zone },
  );

const publish = ({ bench, name }: DomainWorld) => bench.standIn.senders.publishDns(name);
const foundOf = async ({ page }: DomainWorld) =>
  Object.fromEntries(((await page()).domain?.records ?? []).map(({ kind, found }) => [kind, found]));
const activities = ({ app, shop }: PageWorld) =>
  app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
const told = ({ bench }: PageWorld) => bench.standIn.inbox.messages({ to: 'owner@shop.example' });

async function withdrawAll({ page }: DomainWorld): Promise<void> {
  for (const { host } of (await page()).domain?.records ?? []) zone.withdraw(host);
}

describe('setting up a domain', () => {
  test('begins with that of the sender’s address, and shows what to put into DNS', () =>
    inDomainWorld(async (world) => {
      expect(await world.page()).toMatchObject({ server: 'made', proposal: world.name, domain: null });
      expect(await world.submit({ intent: 'set', domain: `https://www.${world.name}/` })).toEqual({ kind: 'saved' });
      const { domain } = await world.page();
      expect(domain).toMatchObject({ name: world.name, state: 'pending' });
      expect(domain?.records.map(({ kind, type, found }) => [kind, type, found])).toEqual([
        ['dkim', 'TXT', 'missing'],
        ['return-path', 'CNAME', 'missing'],
        ['dmarc', 'TXT', 'missing'],
      ]);
    }));

  test('ends when the records are there: mail leaves from it from then on, and it is written down', () =>
    inDomainWorld(async (world) => {
      await world.submit({ intent: 'set', domain: world.name });
      expect((await world.page()).leavesBy).toMatchObject({ way: 'only-shop' });
      const before = await home(world.domainDeps, world.domain);
      expect(before.health.wayBeforeDomain).toBe('only-shop');
      publish(world);
      await world.submit({ intent: 'look' });
      expect(await world.page()).toMatchObject({
        ...{ domain: { state: 'verified' }, leavesBy: { way: 'own', email: `hello@${world.name}` } },
      });
      expect((await home(world.domainDeps, world.domain)).health.wayBeforeDomain).toBeNull();
      expect(await foundOf(world)).toEqual({ dkim: 'right', 'return-path': 'right', dmarc: 'missing' });
      expect((await activities(world)).map(({ kind, actor }) => [kind, actor])).toEqual([
        ['domain-set', '42'],
        ['domain-verified', null],
      ]);
      await withdrawAll(world);
    }));

  test('says what is wrong with what was entered', () =>
    inDomainWorld(async (world) => {
      await world.submit({ intent: 'set', domain: world.name });
      const [dkim, path] = (await world.page()).domain?.records ?? [];
      if (!dkim || !path) throw new Error('there are records');
      zone.publish({ type: 'TXT', host: `${dkim.host}.${world.name}`, value: dkim.value });
      zone.publish({ type: 'A', host: path.host, value: '104.16.0.1' });
      await world.submit({ intent: 'look' });
      expect(await foundOf(world)).toMatchObject({ dkim: 'doubled', 'return-path': 'proxied' });
      const words = (await world.page()).domain?.records.map((record) => record.words).join(' ') ?? '';
      expect(words).toContain('put the domain behind the name once more');
      expect(words).toContain('DNS only');
      zone.withdraw(`${dkim.host}.${world.name}`);
      await withdrawAll(world);
    }));

  test.each([
    ['elm.example', 'does not hold your address'],
    ['mail.elm.example', 'does not hold your address'],
    ['gmail.com', 'mail provider'],
    ['co.uk', 'not yours alone'],
  ])('is refused for %s: %s', (domain, problem) =>
    inDomainWorld(async (world) => {
      expect(await world.submit({ intent: 'set', domain })).toMatchObject({
        ...{ kind: 'refused', problems: [{ field: 'domain', message: expect.stringContaining(problem) }] },
      });
      expect((await world.page()).domain).toBeNull();
    }),
  );

  test('is refused where another shop has it, or somebody else in the account sends from it', () =>
    inDomainWorld(async (world) => {
      const { app, shop, bench, submit } = world;
      const other = await createShop(app);
      const now = app.clock.now();
      await withShop(other.id, async () => {
        await app.db.prisma.senderDomain.create({
          data: { shopId: other.id, name: world.name, createdAt: now, checkAt: now },
        });
      });
      expect(JSON.stringify(await submit({ intent: 'set', domain: world.name }))).toContain('another store’s');
      const where = { shopId: shop.id };
      await app.db.prisma.sender.update({ where, data: { fromEmail: 'hello@shop.example' } });
      expect(JSON.stringify(await submit({ intent: 'set', domain: 'shop.example' }))).toContain('somebody else');
      expect((await world.page()).domain).toBeNull();
      expect(bench.standIn.senders.check('x@shop.example')).toBe('confirmed');
      await withShop(other.id, async () => void (await app.db.prisma.senderDomain.deleteMany({})));
    }));

  test('goes on where it broke off while Postmark was away', () =>
    inDomainWorld(async (world) => {
      await world.bench.standIn.faults.outage(true);
      expect(JSON.stringify(await world.submit({ intent: 'set', domain: world.name }))).toContain('could not be asked');
      expect((await world.page()).domain).toMatchObject({ state: 'pending', records: [] });
      await world.bench.standIn.faults.outage(false);
      world.pass(10 * 60_000);
      await world.watch();
      expect((await world.page()).domain?.records).toHaveLength(3);
    }));

  test('twice at once makes one domain', () =>
    inDomainWorld(async (world) => {
      const outcomes = await Promise.all([1, 2, 3].map(() => world.submit({ intent: 'set', domain: world.name })));
      expect(outcomes).toEqual([{ kind: 'saved' }, { kind: 'saved' }, { kind: 'saved' }]);
      const named = [...world.bench.standIn.senders.domains.values()].filter(({ name }) => name === world.name);
      expect(named).toHaveLength(1);
    }));

  test('is undone: the domain is let go of there and here, and may be taken again', () =>
    inDomainWorld(async (world) => {
      await world.submit({ intent: 'set', domain: world.name });
      await world.submit({ intent: 'remove' });
      expect((await world.page()).domain).toBeNull();
      expect(world.bench.standIn.senders.check(`x@${world.name}`)).toBe('unknown');
      expect(await world.submit({ intent: 'set', domain: world.name })).toEqual({ kind: 'saved' });
    }));

  test('is not for a merchant with a Postmark account of their own', () =>
    inDomainWorld(async (world) => {
      const { app, shop, submit, page } = world;
      await app.db.prisma.sender.update({ where: { shopId: shop.id }, data: { postmarkServerId: null } });
      expect((await page()).server).toBe('own');
      expect(JSON.stringify(await submit({ intent: 'set', domain: world.name }))).toContain(
        'your own Postmark account',
      );
    }));
});

describe('a domain whose records go', () => {
  async function verified(world: DomainWorld): Promise<void> {
    await world.submit({ intent: 'set', domain: world.name });
    publish(world);
    await world.submit({ intent: 'look' });
  }

  test('is looked at once a day, fails at the second look, and its owner is told once', () =>
    inDomainWorld(async (world) => {
      await verified(world);
      await withdrawAll(world);
      expect(await world.watch(), 'not before its time').toEqual(new Date(world.app.clock.now().getTime() + DAY_MS));
      world.pass(DAY_MS);
      await world.watch();
      expect((await world.page()).domain).toMatchObject({ state: 'verified', isMissed: true });
      expect(told(world)).toEqual([]);
      world.pass(3_600_000);
      await Promise.all([1, 2, 3].map(() => world.watch()));
      expect((await world.page()).domain).toMatchObject({ state: 'failing' });
      expect((await home(world.domainDeps, world.domain)).health.failingDomain).toBe(world.name);
      expect((await world.page()).leavesBy?.way).toBe('only-shop');
      world.pass(3_600_000);
      await world.watch();
      expect(told(world).map(({ subject }) => subject)).toEqual([
        `Oak & Elm: the records of ${world.name} are not found any more`,
      ]);
      expect(told(world)[0]?.text).toContain('Signature (DKIM)');
      const kinds = (await activities(world)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'domain-failing')).toHaveLength(1);
    }));

  test('is well again as soon as they are back, and the next time is told of, too', () =>
    inDomainWorld(async (world) => {
      await verified(world);
      for (let time = 0; time < 2; time++) {
        await withdrawAll(world);
        world.pass(DAY_MS);
        await world.watch();
        world.pass(3_600_000);
        await world.watch();
        publish(world);
        world.pass(3_600_000);
        await world.watch();
        expect(await world.page()).toMatchObject({ domain: { state: 'verified' }, leavesBy: { way: 'own' } });
      }
      expect(told(world)).toHaveLength(2);
      await withdrawAll(world);
    }));
});

describe('until the domain is verified', () => {
  test('it is chosen who gets mail', () =>
    inDomainWorld(async (world) => {
      expect(await world.submit({ intent: 'before-domain', choice: 'shared' })).toEqual({ kind: 'saved' });
      expect(await world.page()).toMatchObject({
        ...{ beforeDomain: 'shared', leavesBy: { way: 'shared' }, sharedADay: 50, hasSharedDomain: true },
      });
      expect(await activities(world)).toMatchObject([
        { kind: 'way-before-domain-chosen', subject: 'shared', actor: '42' },
      ]);
      expect((await world.submit({ intent: 'before-domain', choice: 'everybody' })).kind).toBe('refused');
    }));

  test('no domain is shared where there is none', () =>
    inDomainWorld(async (world) => {
      const lentAddresses = { sharedDomain: null, operatorFrom: null };
      const form = { intent: 'before-domain', choice: 'shared' };
      const outcome = await changeDomainSettings({ ...world.domainDeps, lentAddresses }, world.domain, form);
      expect(JSON.stringify(outcome)).toContain('no domain to be shared');
    }));
});
