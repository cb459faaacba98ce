import { beforeEach, describe, expect, it } from 'vitest';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import type { Rule } from '../rules/rule';
import { advanceSegments } from './advance-segments.server';
import { MOST_SEGMENTS, retireSegment, saveSegment, type SegmentInput } from './save-segment.server';

const app = testApp(await testDatabase());
const BERLIN: Rule = { kind: 'fact', fact: 'profile.city', is: 'is', value: 'Berlin' };
const VIENNA: Rule = { kind: 'fact', fact: 'profile.city', is: 'is', value: 'Wien' };

let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(app)).id;
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shopId, work);
const save = (input: SegmentInput) => inShop(() => app.db.transaction((tx) => saveSegment(app, tx, shopId, input)));
const retire = (id: string) => inShop(() => app.db.transaction((tx) => retireSegment(app, tx, shopId, id)));
const advance = () => inShop(() => advanceSegments(app, shopId, () => Promise.resolve()));

async function saved(input: SegmentInput): Promise<string> {
  const outcome = await save(input);
  if (outcome.kind !== 'saved') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

async function addPerson(city: string): Promise<string> {
  const id = app.ids.next();
  const at = app.clock.now();
  await inShop(() => app.db.prisma.profile.create({ data: { shopId, id, city, createdAt: at, lastSeenAt: at } }));
  return id;
}

const membersOf = (segmentId: string) =>
  inShop(async () => {
    const rows = await app.db.prisma.segmentMember.findMany({ where: { shopId, segmentId } });
    return rows.map(({ profileId }) => profileId);
  });
const changes = () =>
  inShop(async () => {
    const rows = await app.db.prisma.event.findMany({ where: { shopId }, orderBy: { id: 'asc' } });
    return rows.map(({ type, profileId, properties }) => ({ type, profileId, properties }));
  });

describe('a segment', () => {
  it('finds those who were there before it without a word, and says of everybody after who entered and left, and why', async () => {
    const before = await addPerson('Berlin');
    const id = await saved({ name: 'Berliners', rule: BERLIN });
    await advance();
    expect(await membersOf(id)).toEqual([before]);
    expect(await changes()).toEqual([]);
    const after = await addPerson('Berlin');
    await inShop(() => app.db.prisma.profile.updateMany({ where: { shopId, id: before }, data: { city: 'Wien' } }));
    await advance();
    expect(await membersOf(id)).toEqual([after]);
    expect(await changes()).toEqual(
      expect.arrayContaining([
        { type: 'segment_entered', profileId: after, properties: { segmentId: id, cause: 'p' } },
        { type: 'segment_left', profileId: before, properties: { segmentId: id, cause: 'p' } },
      ]),
    );
  });

  it('keeps each version, and begins anew with each', async () => {
    const inBerlin = await addPerson('Berlin');
    const inVienna = await addPerson('Wien');
    const id = await saved({ name: 'People', rule: BERLIN });
    await advance();
    expect(await membersOf(id)).toEqual([inBerlin]);
    await save({ id, name: 'People', rule: VIENNA });
    await advance();
    expect(await membersOf(id)).toEqual([inVienna]);
    const versions = await inShop(() =>
      app.db.prisma.segmentVersion.findMany({ where: { shopId }, orderBy: { version: 'asc' } }),
    );
    expect(versions.map(({ version, rule }) => ({ version, rule }))).toEqual([
      { version: 1, rule: BERLIN },
      { version: 2, rule: VIENNA },
    ]);
    expect(await changes()).toEqual([]);
  });

  it('follows another that it names, through that one’s changes and its end', async () => {
    const person = await addPerson('Berlin');
    const inner = await saved({ name: 'Inner', rule: BERLIN });
    const outer = await saved({ name: 'Outer', rule: { kind: 'not', rule: { kind: 'segment', id: inner } } });
    await advance();
    await advance();
    expect(await membersOf(outer)).toEqual([]);
    await save({ id: inner, name: 'Inner', rule: VIENNA });
    await advance();
    await advance();
    expect(await membersOf(outer)).toEqual([person]);
    await save({ id: inner, name: 'Inner', rule: BERLIN });
    await retire(inner);
    await advance();
    await advance();
    expect(await membersOf(outer)).toEqual([person]);
    expect(await membersOf(inner)).toEqual([]);
  });

  it('is refused with the remedy where it cannot be', async () => {
    const id = await saved({ name: 'Berliners', rule: BERLIN });
    const other = await saved({ name: 'Other', rule: { kind: 'segment', id } });
    const refused = async (input: SegmentInput) => {
      const outcome = await save(input);
      return outcome.kind === 'refused' ? outcome.problems.map(({ message }) => message) : [outcome.kind];
    };
    expect(await refused({ name: ' ', rule: BERLIN })).toEqual(['Give the segment a name.']);
    expect(await refused({ name: 'berliners', rule: BERLIN })).toEqual([
      'Another segment has this name. Give it one of its own.',
    ]);
    expect(await refused({ name: 'Empty', rule: { kind: 'all', rules: [] } })).toEqual([
      'This group is empty. Add a condition to it, or take it away.',
    ]);
    expect(await refused({ id, name: 'Circle', rule: { kind: 'segment', id: other } })).toEqual([
      'The segment would be part of itself, through those it names. Name others.',
    ]);
    expect(await refused({ id: app.ids.next(), name: 'Lost', rule: BERLIN })).toEqual(['gone']);
  });

  it('is one of a number that can be looked after', async () => {
    await inShop(() =>
      app.db.prisma.segment.createMany({
        data: Array.from({ length: MOST_SEGMENTS }, (_, index) => ({
          ...{ shopId, id: app.ids.next(), name: `Segment ${index}`, rule: BERLIN, version: 1 },
          ...{ createdAt: app.clock.now(), updatedAt: app.clock.now() },
        })),
      }),
    );
    expect(await save({ name: 'One more', rule: BERLIN })).toMatchObject({ kind: 'refused', problems: [{ path: [] }] });
  });
});

describe('what is noted', () => {
  const dues = () => inShop(() => app.db.prisma.segmentDue.count({ where: { shopId } }));

  it('is only what some segment in use looks at', async () => {
    await addPerson('Berlin');
    expect(await dues()).toBe(0);
    const id = await saved({ name: 'Berliners', rule: BERLIN });
    await addPerson('Berlin');
    expect(await dues()).toBe(1);
    await advance();
    expect(await dues()).toBe(0);
    await retire(id);
    await addPerson('Berlin');
    expect(await dues()).toBe(0);
  });

  it('leads to everybody where products became something else, once they have settled', async () => {
    const at = app.clock.now();
    const product = { shopId, id: 'p', handle: 'p', title: 'p', status: 'ACTIVE', isPublished: true, createdAt: at };
    await inShop(() => app.db.prisma.product.create({ data: { ...product, sourceUpdatedAt: at, vendor: 'Oak' } }));
    const person = await addPerson('Berlin');
    const seen = {
      type: 'product_viewed',
      source: 'test',
      occurredAt: at,
      recordedAt: at,
      properties: { productId: 'p' },
    };
    await inShop(() =>
      app.db.prisma.event.create({ data: { shopId, id: app.ids.next(), profileId: person, dedupeKey: 'e', ...seen } }),
    );
    const where = [{ field: 'vendor', is: 'is' as const, value: 'Elm' }];
    const id = await saved({
      name: 'Looked at Elm',
      rule: { kind: 'happened', event: 'product_viewed', atLeast: 1, within: 'ever', where },
    });
    await advance();
    expect(await membersOf(id)).toEqual([]);
    await inShop(() => app.db.prisma.product.updateMany({ where: { shopId }, data: { vendor: 'Elm' } }));
    const next = await advance();
    expect(await membersOf(id)).toEqual([]);
    app.advance((next?.getTime() ?? 0) - app.clock.now().getTime());
    await advance();
    expect(await membersOf(id)).toEqual([person]);
    expect(await changes()).toContainEqual({
      type: 'segment_entered',
      profileId: person,
      properties: { segmentId: id, cause: 'products changed' },
    });
  });
});
