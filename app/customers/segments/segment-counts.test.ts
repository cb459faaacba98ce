import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import type { Rule } from '../rules/rule';
import { advanceSegments } from './advance-segments.server';
import { retireSegment, saveSegment } from './save-segment.server';
import { countSegments, countsSince, COUNTS_KEPT_DAYS, forgetOldCounts } from './segment-counts.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const DAY_MS = 86_400_000;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await prisma.shop.update({ where: { id: shop.id }, data: { timezone: 'Europe/Berlin' } });
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const from = (code: string): Rule => ({ kind: 'fact', fact: 'profile.country', is: 'is', value: code });

const save = (rule: Rule, id?: string): Promise<string> =>
  inShop(async () => {
    const saved = await app.db.transaction((tx) =>
      saveSegment(app, tx, shop.id, { ...(id ? { id } : {}), name: 'Somewhere', rule }),
    );
    if (saved.kind !== 'saved') throw new Error(saved.kind);
    return saved.id;
  });

const arrive = (code: string): Promise<void> =>
  inShop(async () => {
    const { profileId: id } = await makePerson(app, shop.id);
    await prisma.profile.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { countryCode: code } });
  });

/** As the job does. */
const look = (): Promise<Date | null> =>
  inShop(async () => {
    const next = await countSegments(app, shop.id);
    await advanceSegments(app, shop.id, () => Promise.resolve());
    return next;
  });

const counts = (id: string) =>
  inShop(async () => {
    const all = await countsSince(prisma, shop.id, '2026-01-01');
    return (all.get(id) ?? []).map(({ day, people }) => `${day}: ${people}`);
  });

/** A day with a new person from Germany. */
async function anotherDay(): Promise<void> {
  app.advance(DAY_MS);
  await look();
  await arrive('DE');
  await look();
}

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(app.clock.now());

describe('how many are in a segment', () => {
  it('is counted as each day of the shop begins, whoever comes later that day', async () => {
    const id = await save(from('DE'));
    await look();
    expect(await counts(id)).toEqual([]);
    await arrive('DE');
    await look();
    await anotherDay();
    const first = today();
    await anotherDay();
    expect(await counts(id)).toEqual([`${first}: 1`, `${today()}: 2`]);
  });

  it('is known of days on which nobody looked: nothing changed on them', async () => {
    const id = await save(from('DE'));
    await look();
    await anotherDay();
    app.advance(3 * DAY_MS);
    await arrive('DE');
    await look();
    expect((await counts(id)).map((count) => count.split(': ')[1])).toEqual(['0', '1', '1', '1']);
  });

  it('is counted once, also by two workers at once', async () => {
    const id = await save(from('DE'));
    await look();
    await arrive('DE');
    await look();
    app.advance(DAY_MS);
    await Promise.all([look(), look(), arrive('DE').then(look)]);
    expect(await counts(id)).toEqual([`${today()}: 1`]);
  });

  it('is of the rule that is in force', async () => {
    const id = await save(from('DE'));
    await look();
    await anotherDay();
    await save(from('FR'), id);
    await look();
    expect(await counts(id)).toEqual([]);
    app.advance(DAY_MS);
    await look();
    expect(await counts(id)).toEqual([`${today()}: 0`]);
  });

  it('says when the shop’s next day begins, and nothing where there is no segment', async () => {
    expect(await look()).toBeNull();
    const id = await save(from('DE'));
    const next = await look();
    expect(
      next && new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', timeStyle: 'short' }).format(next),
    ).toBe('00:00');
    expect(next?.getTime()).toBeGreaterThan(app.clock.now().getTime());
    await inShop(() => app.db.transaction((tx) => retireSegment(app, tx, shop.id, id)));
    expect(await look()).toBeNull();
  });

  it('is kept for three months', async () => {
    const id = await save(from('DE'));
    await look();
    await anotherDay();
    app.advance((COUNTS_KEPT_DAYS + 5) * DAY_MS);
    await look();
    const forget = () => inShop(() => app.db.transaction((tx) => forgetOldCounts(tx, shop.id, app.clock.now())));
    expect(await counts(id)).toHaveLength(COUNTS_KEPT_DAYS + 1);
    await forget();
    expect(await counts(id)).toHaveLength(COUNTS_KEPT_DAYS);
  });
});
