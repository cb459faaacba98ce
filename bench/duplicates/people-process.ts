import type { PersonReport } from '~/capture/events/person-report';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { buildPeople, type Person } from '../../devstore/store-data/generate/people/build-people';
import { openBench } from '../people/open-shop';

/** Fills a shop with so many of the generator's people, who bought nothing, and says its id: what the generator holds is not the app's memory. */
const { databaseUrl, key, domain, people, seed } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string;
  key: string;
  domain: string;
  people: number;
  seed: number;
};
const PAGE = 1_000;

const deps = openBench(databaseUrl, key);
const shopId = await createShopDirectory({ ...deps, pool: deps.db.pool }).findOrCreate(domain);
const told = buildPeople(seed, people).map(reportOf);
await withShop(shopId, async () => {
  for (let at = 0; at < told.length; at += PAGE) {
    const page = told.slice(at, at + PAGE);
    await deps.db.transaction((tx) => identifyMany(deps, tx, shopId, page, 'bench'));
  }
});
await deps.db.close();
console.log(JSON.stringify({ shopId }));

function reportOf({ email, phone, firstName, lastName, locale, address }: Person, index: number): PersonReport {
  return {
    ...{ customerId: `gid://shopify/Customer/${index + 1}`, email: email ?? undefined, phone: phone ?? undefined },
    ...{ firstName, lastName, locale, city: address.city, countryCode: address.countryCode },
    seenAt: deps.clock.now(),
  };
}
