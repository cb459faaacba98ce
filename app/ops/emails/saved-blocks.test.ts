import { describe, expect, it } from 'vitest';
import { starterDocuments } from '~/delivery/documents/starters';
import { blocksOf, type EmailDocument } from '~/delivery/documents/document';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { keysOf, withFreshKeys } from './fresh-keys';
import { changeSavedBlocks, savedBlocks } from './saved-blocks.server';

const inWorld = await pageWorlds();
const WELCOME = starterDocuments['welcome-first'] as EmailDocument;
const [block] = blocksOf(WELCOME).filter(({ kind }) => kind === 'heading');
const change = ({ pages, domain }: PageWorld, form: object) => changeSavedBlocks(pages, domain, '7', form);
const list = ({ pages, domain }: PageWorld) => savedBlocks(pages, domain);
const keep = (world: PageWorld, name: string, part: unknown) =>
  change(world, { intent: 'save', name, part: JSON.stringify(part) });

describe('saved blocks', () => {
  it('are kept by name, called otherwise, and let go of', () =>
    inWorld(async (world) => {
      expect(await keep(world, ' <b>Ours</b> ', { kind: 'block', block })).toEqual({ kind: 'saved' });
      await keep(world, 'All', { kind: 'section', section: WELCOME.sections[0] });
      const [own, all] = await list(world);
      expect(own).toMatchObject({ name: '<b>Ours</b>', holds: 'Heading', part: { kind: 'block', block } });
      expect(all?.holds).toBe('Header and spacer');
      await change(world, { intent: 'rename', id: own?.id, name: 'Ours' });
      await change(world, { intent: 'remove', id: all?.id });
      expect((await list(world)).map(({ name }) => name)).toEqual(['Ours']);
    }));

  it.each([
    ['', { kind: 'block', block }, 'Give it a name.'],
    ['x', { kind: 'block', block: { kind: 'heading' } }, 'not whole yet'],
    ['x', 'nonsense', 'not whole yet'],
  ])('called “%s” of %j are refused in words', (name, part, words) =>
    inWorld(async (world) => {
      expect(JSON.stringify(await keep(world, name, part))).toContain(words);
      expect(await list(world)).toEqual([]);
    }),
  );

  it('whose kind of block can be read no more are left out', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const row = { shopId: shop.id, id: app.ids.next(), name: 'Old', kind: 'block', savedAt: app.clock.now() };
      await app.db.prisma.savedBlock.create({ data: { ...row, content: { kind: 'block', block: { kind: 'gone' } } } });
      expect(await list(world)).toEqual([]);
    }));

  it('come into a mail under keys that it does not have yet', () => {
    const [section] = WELCOME.sections;
    if (!section) throw new Error('the starter has no section');
    const taken = keysOf(WELCOME);
    const once = withFreshKeys({ kind: 'section', section }, taken);
    const twice = withFreshKeys(
      { kind: 'section', section },
      new Set([...taken, ...keysOf({ sections: [once.section] })]),
    );
    const all = [WELCOME, { sections: [once.section] }, { sections: [twice.section] }].map(keysOf);
    expect(new Set(all.flatMap((keys) => [...keys])).size).toBe(all.reduce((sum, { size }) => sum + size, 0));
    const long = withFreshKeys(
      { kind: 'block', block: { kind: 'divider', key: 'k'.repeat(40) } },
      new Set(['k'.repeat(40)]),
    );
    expect(long.block.key).toBe(`${'k'.repeat(38)}-2`);
  });
});
