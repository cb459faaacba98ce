import { expect, it } from 'vitest';
import { rebuildTraits } from '~/customers/enrichment/rebuild-traits.server';
import { loadClusters } from '~/learning/clusters/load-clusters.server';
import { withShop } from '~/platform/db/db.server';
import { plantPeople } from '../../tests/factories/planted-people';
import { createShop } from '../../tests/factories/shops';
import { storePlanted } from '../../tests/factories/store-planted';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { findClustersJob } from './find-clusters.server';

const app = testApp(await testDatabase());
const HOUR_MS = 3_600_000;

it('waits until what people are like was worked out, looks again in a day while they are too few, and then each week', async () => {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const look = () => findClustersJob(app, { shopId });
    expect(await look()).toEqual({ nextDueAt: after(HOUR_MS) });
    expect(await loadClusters(app.db.prisma, shopId)).toEqual({ kind: 'never-looked' });
    await rebuildTraits(app, shopId);
    expect(await look()).toEqual({ nextDueAt: after(24 * HOUR_MS) });
    await storePlanted(app, shopId, plantPeople(120));
    expect(await look()).toEqual({ nextDueAt: after(7 * 24 * HOUR_MS) });
    expect(await loadClusters(app.db.prisma, shopId)).toMatchObject({ kind: 'found', people: 120 });
    expect(app.logged.at(-1)).toMatchObject({ msg: 'clusters', kind: 'found' });
  });
});
