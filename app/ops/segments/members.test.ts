import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { askedFile, makeFiles, takenFile } from '../../../tests/factories/exported-file';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { withShop } from '~/platform/db/db.server';
import { membersPage } from './members.server';

const inWorld = await bareWorlds();
const ME = '42';

/** A segment that is kept as it is told to be, with nobody in it. */
async function makeSegment({ app, shop }: BareWorld): Promise<string> {
  const id = app.ids.next();
  const now = app.clock.now();
  const data = { shopId: shop.id, id, name: 'Test', rule: { kind: 'all', rules: [] }, version: 1 };
  await app.db.prisma.segment.create({ data: { ...data, builtVersion: 1, createdAt: now, updatedAt: now } });
  return id;
}

const enter = ({ app, shop }: BareWorld, segmentId: string, profileId: string, since = app.clock.now()) =>
  app.db.prisma.segmentMember.create({ data: { shopId: shop.id, segmentId, profileId, since } });

const inShop = (work: (world: BareWorld, segmentId: string) => Promise<void>) =>
  inWorld((world) => withShop(world.shop.id, async () => work(world, await makeSegment(world))));

const shown = ({ app, shop }: BareWorld, segmentId: string, search: Record<string, string> = {}) =>
  membersPage(app, app.db.prisma, { shopId: shop.id, segmentId }, new URLSearchParams(search));

const asks = ({ pages, shop }: BareWorld) => ({ pages, shop, actor: ME });

async function exported(world: BareWorld, search: Record<string, string>): Promise<Record<string, string>[]> {
  const id = await askedFile(asks(world), 'segment-members', new URLSearchParams(search).toString());
  await makeFiles(world);
  const text = Buffer.concat((await takenFile(asks(world), id)) ?? []).toString('utf8');
  return parse<Record<string, string>>(text, { bom: true, columns: true });
}

describe('the members of a segment', () => {
  it('are shown a page at a time, whoever came last first, each once, and back again', () =>
    inShop(async (world, segmentId) => {
      const came: string[] = [];
      for (let index = 0; index < 45; index++) {
        const id = await makeVisitor(world.app, world.shop.id);
        // Several come at the same instant: the id says which of them stands first.
        await enter(world, segmentId, id, new Date(world.app.clock.now().getTime() + Math.trunc(index / 7)));
        came.push(id);
      }
      const pages = [await shown(world, segmentId)];
      for (let page = pages[0]; page?.links.older; page = pages.at(-1))
        pages.push(await shown(world, segmentId, { older: page.links.older }));
      expect(pages.map(({ members }) => members.length)).toEqual([20, 20, 5]);
      const ids = pages.flatMap(({ members }) => members.map(({ id }) => id));
      expect([...ids].sort()).toEqual([...came].sort());
      const times = pages.flatMap(({ members }) => members.map(({ since }) => since));
      expect(times).toEqual([...times].sort().reverse());
      const back = await shown(world, segmentId, { newer: pages[2]?.links.newer ?? '' });
      expect(back.members).toEqual(pages[1]?.members);
    }));

  it('are found by name and address, and narrowed to those who may be mailed', () =>
    inShop(async (world, segmentId) => {
      const anna = await makePerson(world.app, world.shop.id, { firstName: 'Anna', email: 'anna@example.com' });
      const bea = await makePerson(world.app, world.shop.id, { firstName: 'Bea', consent: 'withdrawn' });
      const other = await makePerson(world.app, world.shop.id, { firstName: 'Anna', email: 'other@example.com' });
      await enter(world, segmentId, anna.profileId);
      await enter(world, segmentId, bea.profileId);
      const ids = async (search: Record<string, string>) =>
        (await shown(world, segmentId, search)).members.map(({ id }) => id);
      expect(await ids({ who: 'Anna' })).toEqual([anna.profileId]);
      expect(await ids({ who: 'anna@example.com' })).toEqual([anna.profileId]);
      expect(await ids({ who: other.email })).toEqual([]);
      expect(await ids({ mailable: 'yes' })).toEqual([anna.profileId]);
      expect(await shown(world, segmentId, { who: '!!' })).toMatchObject({ isUnsearchable: true, members: [] });
      expect((await ids({ who: '', older: 'nonsense' })).length).toBe(2);
    }));
});

describe('the members of a segment as a file', () => {
  it('have what the customers’ file has, since when they are in it, and nothing a spreadsheet would run', () =>
    inShop(async (world, segmentId) => {
      const anna = await makePerson(world.app, world.shop.id, { email: 'anna@example.com', firstName: '=1+1' });
      const bea = await makePerson(world.app, world.shop.id, { email: 'bea@example.com', consent: 'withdrawn' });
      await makePerson(world.app, world.shop.id, { email: 'nobody@example.com' });
      await enter(world, segmentId, bea.profileId);
      world.app.advance(60_000);
      await enter(world, segmentId, anna.profileId);
      const rows = await exported(world, { segment: segmentId });
      expect(rows).toMatchObject([
        { email: 'bea@example.com', marketing_consent: 'withdrawn' },
        { email: 'anna@example.com', name: "'=1+1", in_segment_since: world.app.clock.now().toISOString() },
      ]);
      expect((await exported(world, { segment: segmentId, mailable: 'yes' })).map(({ email }) => email)).toEqual([
        'anna@example.com',
      ]);
      const log = await world.app.db.prisma.accessLogEntry.findMany({ where: { actor: ME } });
      expect(log.map(({ what, subject }) => [what, subject])).toEqual(
        Array(2).fill(['segment-members-exported', segmentId]),
      );
    }));

  it('leave out who came in after it was asked for, so that nobody is in it twice', () =>
    inShop(async (world, segmentId) => {
      const { profileId } = await makePerson(world.app, world.shop.id, { email: 'anna@example.com' });
      await enter(world, segmentId, profileId);
      const id = await askedFile(asks(world), 'segment-members', `segment=${segmentId}`);
      world.app.advance(60_000);
      const late = await makePerson(world.app, world.shop.id, { email: 'late@example.com' });
      await enter(world, segmentId, late.profileId);
      await makeFiles(world);
      const text = Buffer.concat((await takenFile(asks(world), id)) ?? []).toString('utf8');
      expect(text).toContain('anna@example.com');
      expect(text).not.toContain('late@example.com');
    }));

  it('hold nobody of another shop’s segment, nor of one that nobody has', () =>
    inShop(async (world, segmentId) => {
      const { profileId } = await makePerson(world.app, world.shop.id);
      await enter(world, segmentId, profileId);
      const other = { ...world, shop: await createShop(world.app) };
      await withShop(other.shop.id, async () => expect(await exported(other, { segment: segmentId })).toEqual([]));
      for (const segment of ['', "' OR 1=1", '../1']) expect(await exported(world, { segment })).toEqual([]);
    }));
});
