import { beforeEach, describe, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { customerId, toldPerson } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import type { PersonReport } from '~/capture/events/person-report';
import { withShop, type Db } from '~/platform/db/db.server';
import { erasePerson } from '../profiles/erase.server';
import { identify } from '../profiles/identify.server';
import { identifyMany } from '../profiles/identify-many.server';
import { mergeProfiles } from '../profiles/merge-profiles.server';
import { undoMerge } from '../profiles/undo-merge.server';
import { cleaningsBy, countCleanings } from './cleanings.server';

const app = testApp(await testDatabase());
let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));
const tell = (person: Partial<PersonReport>): Promise<string> =>
  inShop(async (tx) => (await identify(app, tx, shop.id, { person: toldPerson(person), evidence: 'api:1' })).profileId);
const counts = () => inShop((tx) => countCleanings(tx, shop.id));
const page = { limit: 10, skip: 0 };
const byNameForm = () => inShop((tx) => cleaningsBy(app.vault, tx, shop.id, { rule: 'name-form', ...page }));

describe('what was cleaned', () => {
  it('is kept with what it was, whose it is and who told it', async () => {
    const profileId = await tell({ email: 'anna@example.com', firstName: 'ANNA' });
    expect(await byNameForm()).toMatchObject([
      { profileId, field: 'firstName', before: 'ANNA', after: 'Anna', evidence: 'api:1' },
    ]);
  });

  it('is what the person is called from then on', async () => {
    const profileId = await tell({ email: 'Anna@Example.com', firstName: 'ANNA', countryCode: 'Deutschland' });
    const [address] = await inShop((tx) => tx.address.findMany({ where: { shopId: shop.id, profileId } }));
    expect(app.vault.open(address?.firstName ?? new Uint8Array(), shop.id)).toBe('Anna');
    const profile = await inShop((tx) => tx.profile.findFirst({ where: { shopId: shop.id, id: profileId } }));
    expect(profile?.countryCode).toBe('DE');
  });

  it('is one, however often it is told', async () => {
    const told = { email: 'anna@example.com', firstName: 'ANNA' };
    await tell(told);
    await tell({ ...told, seenAt: after(60_000) });
    await tell({ ...told, firstName: 'anna', seenAt: after(120_000) });
    expect((await byNameForm()).map(({ before }) => before)).toEqual(['anna', 'ANNA']);
    expect(await counts()).toMatchObject([{ rule: 'name-form', count: 2 }]);
  });

  it('lies in the database in nobody’s plain sight', async () => {
    await tell({ email: 'Anna@Example.com', firstName: 'ANNA' });
    const rows = await inShop((tx) => tx.cleaning.findMany({ where: { shopId: shop.id } }));
    const bytes = Buffer.concat(rows.flatMap(({ before, beforeHash }) => [before, beforeHash]));
    expect(rows).toHaveLength(2);
    expect(bytes.includes('ANNA') || bytes.includes('Anna')).toBe(false);
  });

  it('is kept of a whole page of a sync as of one report', async () => {
    const persons = [
      toldPerson({ customerId: customerId(1), email: 'a@example.com', firstName: 'ANNA' }),
      toldPerson({ customerId: customerId(2), phone: '+49 30 123456', email: 'b@example.com' }),
    ];
    await inShop((tx) => identifyMany(app, tx, shop.id, persons, 'first-sync'));
    await inShop((tx) => identifyMany(app, tx, shop.id, persons, 'first-sync'));
    expect(await counts()).toMatchObject([
      { rule: 'name-form', count: 1 },
      { rule: 'phone-form', count: 1 },
    ]);
  });

  it('goes with its person when two become one, and back when they are two again', async () => {
    const anna = await tell({ email: 'anna@example.com', firstName: 'ANNA' });
    const other = await tell({ email: 'other@example.com' });
    const merge = { from: anna, into: other, rule: 'named-together', evidence: 'test' } as const;
    await inShop((tx) => mergeProfiles(app, tx, shop.id, merge));
    expect(await byNameForm()).toMatchObject([{ profileId: other }]);
    const made = await inShop((tx) => tx.profileMerge.findFirstOrThrow({ where: { shopId: shop.id } }));
    await inShop((tx) => undoMerge(app, tx, shop.id, { mergeId: made.id, undoneBy: '1' }));
    expect(await byNameForm()).toMatchObject([{ profileId: anna }]);
  });

  it('is gone with the person', async () => {
    const profileId = await tell({ email: 'anna@example.com', firstName: 'ANNA' });
    await inShop((tx) => erasePerson(tx, shop.id, profileId));
    expect(await counts()).toEqual([]);
  });
});
