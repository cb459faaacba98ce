import { describe, expect, it } from 'vitest';
import { makePerson, makeVisitor } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import type { Rule } from '~/customers/rules/rule';
import { changeSegment, type SegmentOutcome } from './change-segment.server';
import { countRule } from './count-rule.server';
import { newSegmentPage, segmentPage } from './segment-page.server';
import { segmentsPage } from './segments-page.server';

const inWorld = await pageWorlds();

const ACTOR = 'user-7';
const country = (code: string): Rule => ({ kind: 'fact', fact: 'profile.country', is: 'is', value: code });
const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });
const not = (rule: Rule): Rule => ({ kind: 'not', rule });

/** Three people from Germany, one of them without consent, one from France, and a visitor of whom nothing is known. */
async function populate({ app, shop }: PageWorld): Promise<void> {
  const from = async (code: string, consent: 'granted' | 'withdrawn') => {
    const { profileId } = await makePerson(app, shop.id, { consent });
    await app.db.prisma.profile.update({
      where: { shopId_id: { shopId: shop.id, id: profileId } },
      data: { countryCode: code },
    });
  };
  await from('DE', 'granted');
  await from('DE', 'granted');
  await from('DE', 'withdrawn');
  await from('FR', 'granted');
  await makeVisitor(app, shop.id);
}

const save = ({ pages, domain }: PageWorld, name: string, rule: Rule, more: { id?: string; base?: string } = {}) =>
  changeSegment(pages, domain, ACTOR, { intent: 'save', name, rule: JSON.stringify(rule), ...more });

async function saved(world: PageWorld, ...[name, rule, more]: [string, Rule, { id?: string; base?: string }?]) {
  const outcome = await save(world, name, rule, more);
  if (outcome.kind !== 'saved') throw new Error(JSON.stringify(outcome));
  await advanceSegments({ ...world.app }, world.shop.id, () => Promise.resolve());
  return outcome.id;
}

const count = ({ pages, domain }: PageWorld, rule: unknown, options = {}) =>
  countRule(pages, domain, { asked: '1', rule: JSON.stringify(rule) }, options);

const messages = (outcome: SegmentOutcome): string[] =>
  outcome.kind === 'refused' ? outcome.problems.map(({ message }) => message) : [];

describe('whom a rule means', () => {
  it('is counted as it stands, with each condition alone, and some of the people', () =>
    inWorld(async (world) => {
      await populate(world);
      const answer = await count(world, all(country('DE'), not({ ...country('FR') })));
      expect(answer).toMatchObject({ kind: 'counted', asked: '1', people: 3, mailable: 2, everybody: 5 });
      if (answer.kind !== 'counted') throw new Error(answer.kind);
      expect(answer.conditions).toEqual([
        { path: ['rules', 0], people: 3 },
        { path: ['rules', 1, 'rule'], people: 4 },
      ]);
      expect(answer.members).toHaveLength(3);
      expect(answer.members.map(({ title }) => title)).toContainEqual(expect.stringContaining('@example.com'));
    }));

  it('is counted without any condition too', () =>
    inWorld(async (world) => {
      await populate(world);
      expect(await count(world, all(all(), country('XX')))).toMatchObject({ kind: 'refused' });
      expect(await count(world, country('XX'))).toMatchObject({ people: 0, members: [] });
    }));

  it('is not asked where a condition says nothing', () =>
    inWorld(async (world) => {
      const answer = await count(world, all({ ...country('DE'), value: '' } as Rule));
      expect(answer).toMatchObject({ kind: 'refused', problems: [{ path: ['rules', 0] }] });
      expect(await count(world, { kind: 'fact' })).toMatchObject({ kind: 'refused', problems: [{ path: [] }] });
    }));

  it('counts through the segments it names, and refuses a circle', () =>
    inWorld(async (world) => {
      await populate(world);
      const id = await saved(world, 'Germany', country('DE'));
      expect(await count(world, not({ kind: 'segment', id }))).toMatchObject({ people: 2 });
      const { pages, domain } = world;
      const rule = JSON.stringify({ kind: 'segment', id });
      expect(await countRule(pages, domain, { asked: '2', id, rule })).toMatchObject({ asked: '2', kind: 'refused' });
    }));

  it('is given up where it takes too long', () =>
    inWorld(async (world) => {
      await populate(world);
      await world.app.db.transaction(async (tx) => {
        await tx.$executeRaw`LOCK TABLE profiles IN ACCESS EXCLUSIVE MODE`;
        expect(await count(world, country('DE'), { timeoutMs: 50 })).toEqual({
          asked: '1',
          kind: 'too-slow',
          dearest: null,
        });
      });
      expect(await count(world, country('DE'))).toMatchObject({ people: 3 });
    }));
});

describe('the list of segments', () => {
  it('says who they are, how many, what moved, and how fresh that is', () =>
    inWorld(async (world) => {
      await populate(world);
      await saved(world, 'Germany', country('DE'));
      await save(world, 'France', country('FR'));
      const { segments } = await segmentsPage(world.pages, world.domain);
      expect(segments).toMatchObject([
        { name: 'Germany', words: 'Country is DE', people: 3, mailable: 2, entered: 0, left: 0, isBuilt: true },
        { name: 'France', people: 0, isBuilt: false, freshness: 'Looking for its members' },
      ]);
      expect(segments[0]?.freshness).toBe('True to the minute; no change in the last 7 days');
    }));

  it('counts who entered and left', () =>
    inWorld(async (world) => {
      await populate(world);
      const { app, shop } = world;
      await saved(world, 'Germany', country('DE'));
      await app.db.prisma.profile.updateMany({
        where: { shopId: shop.id, countryCode: 'FR' },
        data: { countryCode: 'DE' },
      });
      await advanceSegments({ ...app }, shop.id, () => Promise.resolve());
      const [germany] = (await segmentsPage(world.pages, world.domain)).segments;
      expect(germany).toMatchObject({ people: 4, entered: 1, left: 0 });
      expect(germany?.freshness).toMatch(/^True to the minute; last change \d/);
    }));

  it('shows what segments have in common, and warns of twins', () =>
    inWorld(async (world) => {
      await populate(world);
      const german = await saved(world, 'Germany', country('DE'));
      const known = await saved(world, 'Known', { kind: 'fact', fact: 'profile.hasAddress', is: 'is', value: true });
      const { overlap, hints } = await segmentsPage(world.pages, world.domain);
      expect(overlap?.names.map(({ id }) => id)).toEqual([known, german]);
      expect(overlap?.shares).toEqual([
        [1, 0.75],
        [1, 1],
      ]);
      expect(hints.map(({ words }) => words).join(' ')).toContain('fewer than 50');
      expect(hints.map(({ words }) => words).join(' ')).not.toContain('nearly the same');
      await saved(world, 'Also Germany', all(country('DE')));
      expect((await segmentsPage(world.pages, world.domain)).hints.map(({ words }) => words).join(' ')).toContain(
        'nearly the same people',
      );
    }));
});

describe('one segment', () => {
  it('has its members with since when, its versions, and who names it', () =>
    inWorld(async (world) => {
      await populate(world);
      const id = await saved(world, 'Germany', country('DE'));
      await saved(world, 'Others', not({ kind: 'segment', id }));
      const page = await segmentPage(world.pages, world.domain, id);
      expect(page).toMatchObject({ name: 'Germany', version: 1, people: 3 });
      expect(page?.members.members).toHaveLength(3);
      expect(page?.members.members[0]?.since).toBe(world.app.clock.now().toISOString());
      expect(page?.segments.map(({ name }) => name)).toEqual(['Others']);
    }));

  it('has not caught up while somebody is still to be looked at', () =>
    inWorld(async (world) => {
      await populate(world);
      const id = await saved(world, 'Germany', country('DE'));
      const page = () => segmentPage(world.pages, world.domain, id);
      expect(await page()).toMatchObject({ isBuilt: true, hasCaughtUp: true });
      await makePerson(world.app, world.shop.id, {});
      expect(await page()).toMatchObject({ isBuilt: true, hasCaughtUp: false });
      await advanceSegments({ ...world.app }, world.shop.id, () => Promise.resolve());
      expect(await page()).toMatchObject({ hasCaughtUp: true });
    }));

  it('goes back to what it was as a new version, and keeps its name', () =>
    inWorld(async (world) => {
      await populate(world);
      const { pages, domain } = world;
      const id = await saved(world, 'Germany', country('DE'));
      await saved(world, 'Abroad', country('FR'), { id, base: '1' });
      const outcome = await changeSegment(pages, domain, ACTOR, { intent: 'restore', id, version: '1' });
      expect(outcome).toEqual({ kind: 'saved', id, version: 3 });
      const page = await segmentPage(pages, domain, id);
      expect(page).toMatchObject({ name: 'Abroad', version: 3, rule: country('DE') });
      expect(page?.versions.map(({ version, words }) => [version, words])).toEqual([
        [3, 'Country is DE'],
        [2, 'Country is FR'],
        [1, 'Country is DE'],
      ]);
    }));

  it('is not overwritten by somebody who saw an older version', () =>
    inWorld(async (world) => {
      const id = await saved(world, 'Germany', country('DE'));
      await saved(world, 'Germany', country('AT'), { id, base: '1' });
      expect(messages(await save(world, 'Germany', country('CH'), { id, base: '1' }))).toEqual([
        expect.stringContaining('Somebody saved this segment'),
      ]);
    }));

  it('is taken out of use, and is nobody’s page then', () =>
    inWorld(async (world) => {
      const { pages, domain, app, shop } = world;
      const id = await saved(world, 'Germany', country('DE'));
      expect(await changeSegment(pages, domain, ACTOR, { intent: 'retire', id })).toEqual({ kind: 'retired' });
      expect(await segmentPage(pages, domain, id)).toBeNull();
      expect((await segmentsPage(pages, domain)).segments).toEqual([]);
      expect(messages(await save(world, 'Germany', country('DE'), { id, base: '1' }))).toEqual([
        expect.stringContaining('out of use'),
      ]);
      const kinds = await app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
      expect(kinds.map(({ kind }) => kind)).toEqual(['segment-created', 'segment-retired']);
    }));

  it('says what is wrong with it where it stands', () =>
    inWorld(async (world) => {
      const outcome = await save(world, ' ', all(all()));
      if (outcome.kind !== 'refused') throw new Error(outcome.kind);
      expect(outcome.problems.map(({ path }) => path)).toEqual([['name'], ['rules', 0]]);
    }));

  it('begins as a copy, from a template, or empty', () =>
    inWorld(async (world) => {
      const { pages, domain } = world;
      const id = await saved(world, 'Germany', country('DE'));
      const begun = (search: string) => newSegmentPage(pages, domain, new URLSearchParams(search));
      expect(await begun(`copy=${id}`)).toMatchObject({ name: 'Copy of Germany', rule: country('DE') });
      expect(await begun('template=vips')).toMatchObject({ name: 'VIPs' });
      expect(await begun('template=nothing&copy=1')).toMatchObject({ name: '', rule: { kind: 'all', rules: [] } });
    }));
});
