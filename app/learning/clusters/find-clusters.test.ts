import { Prisma } from '@prisma/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginErasure } from '~/customers/profiles/begin-erasure.server';
import { problemsOf } from '~/customers/rules/problems';
import { sentence } from '~/customers/rules/sentence';
import { membersSql } from '~/customers/rules/sql/compile.server';
import { saveSegment } from '~/customers/segments/save-segment.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { kinds, plantPeople } from '../../../tests/factories/planted-people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { storePlanted } from '../../../tests/factories/store-planted';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { algorithms } from './cluster-people';
import { eraseClusterMembers } from './erase.server';
import { findClusters } from './find-clusters.server';
import { loadClusters, ruleOfCluster, type ShownCluster, type ShownClusters } from './load-clusters.server';
import { randIndex } from './rand-index';

const app = testApp(await testDatabase());
const { prisma } = app.db;

type Found = Extract<ShownClusters, { kind: 'found' }>;

const inShop = <T>(shop: TestShop, work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const look = (shop: TestShop) => inShop(shop, () => findClusters(app, shop.id));

async function shown(shop: TestShop): Promise<Found> {
  const loaded = await inShop(shop, () => loadClusters(prisma, shop.id));
  if (loaded.kind !== 'found') throw new Error(`nothing was found: ${loaded.kind}`);
  return loaded;
}

async function shopOf(people: number): Promise<{ shop: TestShop; ids: string[] }> {
  const shop = await createShop(app);
  return { shop, ids: await inShop(shop, () => storePlanted(app, shop.id, plantPeople(people))) };
}

const membersOf = (shop: TestShop, clusterId: string) =>
  inShop(shop, async () => {
    const rows = await prisma.clusterMember.findMany({ where: { shopId: shop.id, clusterId } });
    return rows.map(({ profileId }) => profileId).sort();
  });

const heldOf = (shop: TestShop, { rule }: ShownCluster) =>
  inShop(shop, async () => {
    if (!rule) throw new Error('there is no rule');
    const moment = { at: app.clock.now(), timeZone: 'UTC' };
    const rows = await prisma.$queryRaw<{ id: string }[]>(
      membersSql(rule, { shopId: shop.id, moment, among: () => Prisma.empty }),
    );
    return rows.map(({ id }) => id).sort();
  });

/** What compliance does of it. */
async function erase(tx: Db, shopId: string, profileId: string): Promise<void> {
  await eraseClusterMembers(tx, shopId, await beginErasure(tx, shopId, profileId, app.clock.now()));
}

describe('a shop of three kinds of people', () => {
  const planted = plantPeople(300);
  let shop: TestShop;
  let ids: string[];
  let found: Found;

  beforeAll(async () => {
    ({ shop, ids } = await shopOf(300));
    await look(shop);
    found = await shown(shop);
  });

  it.each(algorithms)('falls into them by %s', async (algorithm) => {
    const clusters = found.clusters.filter((each) => each.algorithm === algorithm);
    const numbers = new Map<string, number>();
    for (const { id, number } of clusters) for (const member of await membersOf(shop, id)) numbers.set(member, number);
    const labels = ids.map((id) => numbers.get(id) ?? -1);
    expect(
      randIndex(
        labels,
        planted.map(({ kind }) => kinds.indexOf(kind)),
      ),
    ).toBeGreaterThan(0.9);
    expect(clusters.reduce((sum, { size }) => sum + size, 0)).toBe(numbers.size);
  });

  it('proposes a way, tells what each is worth, and draws a plane on which every point has a number', () => {
    expect(found).toMatchObject({ people: 300, chosen: expect.stringMatching(/k-means|merging|density/) as string });
    expect(found.figures.map(({ algorithm }) => algorithm)).toEqual([...algorithms]);
    for (const { silhouette } of found.figures) expect(silhouette).toBeGreaterThan(0.5);
    for (const algorithm of algorithms)
      expect(found.scatter.numbers[algorithm]).toHaveLength(found.scatter.points.length);
    expect(JSON.stringify(found.scatter)).not.toMatch(new RegExp(ids.map((id) => id.slice(-12)).join('|')));
  });

  it('has names that differ, and sentences in the shop’s money', () => {
    const names = found.clusters.filter(({ algorithm }) => algorithm === 'k-means').map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    expect(found.clusters.flatMap(({ sentences }) => sentences).join(' ')).toMatch(
      /They spent €[\d,.]+ in all; everybody else €[\d,.]+\./,
    );
  });

  it('has rules whose fidelity is what SQL says, and that say nearly the same', async () => {
    for (const cluster of found.clusters) {
      const [held, members] = [await heldOf(shop, cluster), await membersOf(shop, cluster.id)];
      const hits = held.filter((id) => members.includes(id)).length;
      expect(cluster.fidelity).toEqual({
        ...{ people: held.length, hits, precision: hits / held.length, recall: hits / members.length },
      });
      expect(Math.min(hits / held.length, hits / members.length), sentence(cluster.rule as never)).toBeGreaterThan(
        0.85,
      );
    }
  });

  it('makes a segment of a cluster as it is', async () => {
    const [cluster] = found.clusters as [ShownCluster];
    await inShop(shop, async () => {
      const made = await ruleOfCluster(prisma, shop.id, cluster.id);
      if (!made) throw new Error('there is no rule');
      expect(problemsOf(made.rule, { segmentIds: new Set() })).toEqual([]);
      const saved = await app.db.transaction((tx) => saveSegment(app, tx, shop.id, made));
      expect(saved).toMatchObject({ kind: 'saved' });
      expect(await ruleOfCluster(prisma, shop.id, app.ids.next())).toBeNull();
    });
  });

  it('is found again the same: ids, names, members, and an index of 1 with the run before', async () => {
    const before = await Promise.all(found.clusters.map(({ id }) => membersOf(shop, id)));
    await look(shop);
    const again = await shown(shop);
    expect(again.clusters).toEqual(found.clusters);
    expect(await Promise.all(again.clusters.map(({ id }) => membersOf(shop, id)))).toEqual(before);
    expect(again.figures.map(({ randIndex }) => randIndex)).toEqual([1, 1, 1]);
    expect(again.history).toHaveLength(2);
    expect(again.history[1]?.figures.map(({ randIndex }) => randIndex)).toEqual([null, null, null]);
  });

  it('keeps ids and names when people come and go', async () => {
    const { shop: other } = await shopOf(300);
    await look(other);
    const before = await shown(other);
    await inShop(other, () => storePlanted(app, other.id, plantPeople(60, 99)));
    await look(other);
    const grown = await shown(other);
    const keyed = ({ clusters }: Found) =>
      clusters
        .filter(({ algorithm }) => algorithm === 'k-means')
        .map(({ id, name }) => `${id} ${name}`)
        .sort();
    expect(grown.people).toBe(360);
    expect(keyed(grown)).toEqual(keyed(before));
  });

  it('has also those in its clusters who were not drawn, where they fit', async () => {
    const { shop: other, ids: theirs } = await shopOf(310);
    await inShop(other, () => findClusters(app, other.id, { clustered: 150, measuredAtOnce: 40 }));
    const numbers = new Map<string, number>();
    const { clusters, people } = await shown(other);
    for (const { id, number, algorithm } of clusters)
      if (algorithm === 'k-means') for (const member of await membersOf(other, id)) numbers.set(member, number);
    expect({ people, inOne: numbers.size }).toEqual({ people: 310, inOne: 310 });
    const kindsOf = plantPeople(310).map(({ kind }) => kinds.indexOf(kind));
    expect(
      randIndex(
        theirs.map((id) => numbers.get(id) ?? -1),
        kindsOf,
      ),
    ).toBeGreaterThan(0.9);
  });

  it('has nobody in a cluster any more who was erased, nor puts them in again', async () => {
    const { shop: other, ids: theirs } = await shopOf(150);
    const erased = theirs[0] ?? '';
    const rows = () => inShop(other, () => prisma.clusterMember.count({ where: { profileId: erased } }));
    await look(other);
    expect(await rows()).toBeGreaterThan(0);
    await inShop(other, () => app.db.transaction((tx) => erase(tx, other.id, erased)));
    expect(await rows()).toBe(0);
    await look(other);
    expect(await rows()).toBe(0);
    expect((await shown(other)).people).toBe(149);
  });

  it('waits for an erasure that is under way, and does not put in whom it erased', async () => {
    const { shop: other, ids: theirs } = await shopOf(120);
    const erased = theirs[0] ?? '';
    const [isErased, mayEnd] = [gate(), gate()];
    const erasing = inShop(other, () =>
      app.db.transaction(async (tx) => {
        await erase(tx, other.id, erased);
        isErased.open();
        await mayEnd.passed;
      }),
    );
    await isErased.passed;
    const looking = look(other);
    await waitingForLock(app.db.pool);
    mayEnd.open();
    await erasing;
    expect(await looking).toMatchObject({ kind: 'found', people: 120 });
    expect(await inShop(other, () => prisma.clusterMember.count({ where: { profileId: erased } }))).toBe(0);
    expect(await inShop(other, () => prisma.clusterMember.count())).toBeGreaterThan(119);
  });

  it('has nobody of another shop, and shows another shop nothing', async () => {
    const { shop: other, ids: theirs } = await shopOf(120);
    await look(other);
    const members = await Promise.all((await shown(other)).clusters.map(({ id }) => membersOf(other, id)));
    expect(new Set(members.flat())).toEqual(new Set(theirs));
    await inShop(other, async () => {
      expect(await ruleOfCluster(prisma, shop.id, found.clusters[0]?.id ?? '')).toBeNull();
      expect(await prisma.clusterMember.count({ where: { shopId: shop.id } })).toBe(0);
    });
  });
});

describe('too few people', () => {
  it.each([0, 30])('%i are told as what they are', async (people) => {
    const { shop } = await shopOf(people);
    expect(await inShop(shop, () => loadClusters(prisma, shop.id))).toEqual({ kind: 'never-looked' });
    expect(await look(shop)).toEqual({ kind: 'too-few', people });
    expect(await inShop(shop, () => loadClusters(prisma, shop.id))).toEqual({
      kind: 'too-few',
      ranAt: app.clock.now(),
      people,
    });
  });

  it('leave nothing of what was found when there were more', async () => {
    const { shop, ids } = await shopOf(110);
    await look(shop);
    await inShop(shop, () =>
      prisma.profile.updateMany({ where: { id: { in: ids.slice(0, 20) } }, data: { mergedIntoId: ids[20] ?? null } }),
    );
    expect(await look(shop)).toEqual({ kind: 'too-few', people: 90 });
    expect(await inShop(shop, () => prisma.cluster.count())).toBe(0);
  });
});
