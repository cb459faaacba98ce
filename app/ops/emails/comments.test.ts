import { describe, expect, it } from 'vitest';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { changeComments, emailComments } from './comments.server';

const inWorld = await pageWorlds();
const KEY = 'welcome-first';
const say = ({ pages, domain }: PageWorld, form: object, actor = '7', key = KEY) =>
  changeComments(pages, domain, { key, actor }, form);
const read = ({ pages, domain }: PageWorld, reader = '7') => emailComments(pages, domain, KEY, reader);
const first = async (world: PageWorld) => (await read(world)).threads[0]?.id ?? '';

describe('comments on a mail', () => {
  it('are answered, settled and opened again, with who did it', () =>
    inWorld(async (world) => {
      expect(await say(world, { intent: 'write', words: ' Shorter? ', part: 'text-3' })).toEqual({ kind: 'saved' });
      const id = await first(world);
      await say(world, { intent: 'answer', id, words: 'Done' }, '8');
      expect(await read(world, '8')).toMatchObject({
        open: 1,
        threads: [{ words: 'Shorter?', who: 'User 7', part: 'text-3', resolved: null, answers: [{ who: 'You' }] }],
      });
      await say(world, { intent: 'settle', id }, '8');
      expect(await read(world)).toMatchObject({ open: 0, threads: [{ resolved: { who: 'User 8' } }] });
      await say(world, { intent: 'reopen', id });
      expect((await read(world)).open).toBe(1);
    }));

  it('that are open stand first, the newest of them first', () =>
    inWorld(async (world) => {
      await say(world, { intent: 'write', words: 'one' });
      await say(world, { intent: 'settle', id: await first(world) });
      world.app.advance(60_000);
      await say(world, { intent: 'write', words: 'two' });
      world.app.advance(60_000);
      await say(world, { intent: 'write', words: 'three' });
      expect((await read(world)).threads.map(({ words }) => words)).toEqual(['three', 'two', 'one']);
    }));

  it('are removed by who wrote them alone, with their answers', () =>
    inWorld(async (world) => {
      await say(world, { intent: 'write', words: 'mine' });
      const id = await first(world);
      await say(world, { intent: 'answer', id, words: 'yours' }, '8');
      expect(JSON.stringify(await say(world, { intent: 'remove', id }, '8'))).toContain('only they can remove it');
      expect(await say(world, { intent: 'remove', id })).toEqual({ kind: 'saved' });
      expect((await read(world)).threads).toEqual([]);
    }));

  it('by nobody known are nobody’s own', () =>
    inWorld(async (world) => {
      await say(world, { intent: 'write', words: 'whose?' }, 'unknown');
      expect((await read(world, 'unknown')).threads).toMatchObject([{ who: 'A user', isMine: false }]);
      const removed = await say(world, { intent: 'remove', id: await first(world) }, 'unknown');
      expect(removed.kind).toBe('refused');
    }));

  it.each([
    [{ intent: 'write', words: '  ' }, 'Write something first.'],
    [{ intent: 'write', words: 'x'.repeat(2_001) }, 'A comment has 2,000 characters at most.'],
    [{ intent: 'answer', id: '01890000-0000-7000-8000-000000000000', words: 'to whom?' }, 'is gone'],
  ])('of %j are refused in words', (form, message) =>
    inWorld(async (world) => {
      expect(JSON.stringify(await say(world, form))).toContain(message);
    }),
  );

  it('are of mails there are', () =>
    inWorld(async (world) => {
      const outcome = await say(world, { intent: 'write', words: 'hello' }, '7', 'never-made');
      expect(JSON.stringify(outcome)).toContain('no such mail');
    }));
});
