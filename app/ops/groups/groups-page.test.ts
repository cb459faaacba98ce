import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { plantPeople } from '../../../tests/factories/planted-people';
import { storePlanted } from '../../../tests/factories/store-planted';
import { after, testTimes } from '../../../tests/factories/times';
import { findClusters } from '~/learning/clusters/find-clusters.server';
import { wake } from '~/platform/queue/wakeups.server';
import { newSegmentPage } from '../segments/segment-page.server';
import { groupsLine } from './groups-line.server';
import { groupsPage, type GroupsFound } from './groups-page.server';

const inAnyWorld = await pageWorlds();

/** In the time that planted people live in. */
const inWorld = (work: (world: PageWorld) => Promise<void>): Promise<void> =>
  inAnyWorld((world) => {
    const { clock } = testTimes();
    return work({ ...world, app: { ...world.app, clock }, pages: { ...world.pages, clock } });
  });

const HOUR_MS = 3_600_000;

async function plant({ app, shop }: PageWorld, people: number): Promise<string[]> {
  const ids = await storePlanted(app, shop.id, plantPeople(people));
  await findClusters(app, shop.id);
  return ids;
}

async function found({ pages, domain }: PageWorld, way: string | null = null): Promise<GroupsFound> {
  const page = await groupsPage(pages, domain, way);
  if (page.found.kind !== 'found') throw new Error(`nothing was found: ${page.found.kind}`);
  return page.found;
}

const line = ({ app, shop }: PageWorld) => groupsLine(app.db.prisma, { id: shop.id, locale: 'en' });

/** Keeps another outcome of the newest look. */
const nothingProposed = ({ app, shop }: PageWorld) =>
  app.db.prisma.clusterRun.updateMany({ where: { shopId: shop.id }, data: { chosen: null } });

describe('groups that were found', () => {
  it('are those of the way that is proposed, each in words, with what it is worth and a rule', () =>
    inWorld(async (world) => {
      await plant(world, 150);
      const { shown, ways, groups, plot, people } = await found(world);
      expect(people).toBe('150');
      expect(ways.filter(({ isProposed }) => isProposed).map(({ key }) => key)).toEqual([shown]);
      expect(groups).toHaveLength(ways.find(({ key }) => key === shown)?.groups ?? 0);
      expect(await line(world)).toBe(
        `Among 150 people 3 groups were found: “${groups[0]?.name}”, “${groups[1]?.name}”, and “${groups[2]?.name}”.`,
      );
      const buyers = groups.find(({ size }) => size.includes('50 (100%) may be mailed'));
      expect(buyers?.value).toMatch(/^All of them have bought, half of them for €[\d,.]+ or more in all\.$/);
      expect(groups.filter(({ value }) => value.startsWith('None of them'))).toHaveLength(1);
      for (const { rule } of groups) expect(rule?.fidelity).toMatch(/^The rule comes very near/);
      expect(plot).toMatchObject({ points: 150, explained: expect.stringMatching(/^\d+%$/) as string });
      expect(plot?.lines.map(({ number }) => number)).toEqual(groups.map(({ number }) => number));
    }));

  it('say of nobody who they are', () =>
    inWorld(async (world) => {
      const ids = await plant(world, 120);
      const told = JSON.stringify(await found(world));
      expect(ids.filter((id) => told.includes(id))).toEqual([]);
    }));

  it('are those of another way where it is asked for', () =>
    inWorld(async (world) => {
      await plant(world, 120);
      for (const way of ['k-means', 'merging', 'density']) {
        const { shown, groups, ways } = await found(world, way);
        expect(shown).toBe(way);
        expect(groups).toHaveLength(ways.find(({ key }) => key === way)?.groups ?? 0);
      }
      expect((await found(world, 'by magic')).shown).toBe((await found(world)).shown);
    }));

  it('become a segment that is begun, with the name and the rule', () =>
    inWorld(async (world) => {
      await plant(world, 120);
      const [group] = (await found(world)).groups;
      const begun = await newSegmentPage(world.pages, world.domain, new URLSearchParams({ group: group?.id ?? '' }));
      const kept = await world.app.db.prisma.cluster.findFirst({ where: { id: group?.id ?? '' } });
      expect(begun).toMatchObject({ name: group?.name, rule: kept?.rule });
      expect(await world.app.db.prisma.segment.count()).toBe(0);
      const gone = new URLSearchParams({ group: world.app.ids.next() });
      expect(await newSegmentPage(world.pages, world.domain, gone)).toMatchObject({ name: '' });
    }));
});

describe('no groups', () => {
  it('are told where nobody has looked, with when somebody will', () =>
    inWorld(async (world) => {
      const { app, shop, pages, domain } = world;
      expect(await line(world)).toContain('once it knows what they are like');
      expect(await groupsPage(pages, domain, null)).toMatchObject({ found: { kind: 'never-looked' }, nextAt: null });
      await wake(app.db.prisma, shop.id, 'find-clusters', after(HOUR_MS));
      expect((await groupsPage(pages, domain, null)).nextAt).toBe(after(HOUR_MS).toISOString());
    }));

  it('are told where too few people are there, with how many are needed', () =>
    inWorld(async (world) => {
      await makePerson(world.app, world.shop.id);
      await findClusters(world.app, world.shop.id);
      const { found: few } = await groupsPage(world.pages, world.domain, null);
      expect(few).toMatchObject({ kind: 'too-few', people: '1', needed: '100' });
      expect(await line(world)).toContain('from 100 people on');
    }));

  it('are told where nothing stands apart, and the ways can still be looked at', () =>
    inWorld(async (world) => {
      await plant(world, 120);
      await nothingProposed(world);
      expect(await found(world)).toMatchObject({ shown: null, groups: [], plot: null });
      expect(await line(world)).toContain('no groups stand apart');
      expect((await found(world, 'merging')).groups).not.toEqual([]);
    }));
});
