import { afterEach, expect, test } from 'vitest';
import { startKillable, type KillableThread } from './killable-thread.server';

type Task = { say: string } | { does: 'loops' | 'exits' | 'throws' };

const opened: KillableThread<Task, string>[] = [];
function open(timeoutMs = 10_000): KillableThread<Task, string> {
  const file = new URL('../../../tests/factories/odd-thread.server.ts', import.meta.url);
  const thread = startKillable<Task, string>({ file, heapMb: 64, timeoutMs: () => timeoutMs });
  opened.push(thread);
  return thread;
}
afterEach(async () => void (await Promise.all(opened.splice(0).map((thread) => thread.close()))));

const said = (answer: string) => ({ kind: 'answered', answer });

test('tasks are answered in their order, each by its own answer', async () => {
  const thread = open();
  const words = Array.from({ length: 20 }, (_, nth) => `word ${nth}`);
  expect(await Promise.all(words.map((say) => thread.ask({ say })))).toEqual(words.map(said));
});

test.each(['exits', 'throws'] as const)(
  'a task by which the thread %s is lost, and the next has another',
  async (does) => {
    const thread = open();
    const outcomes = await Promise.all([
      thread.ask({ say: 'before' }),
      thread.ask({ does }),
      thread.ask({ say: 'after' }),
    ]);
    expect(outcomes).toEqual([said('before'), { kind: 'lost', why: 'ended' }, said('after')]);
  },
);

test('a task that takes too long is stopped, and what it would have said is nobody’s', async () => {
  const thread = open(500);
  const outcomes = await Promise.all([thread.ask({ does: 'loops' }), thread.ask({ say: 'after' })]);
  expect(outcomes).toEqual([{ kind: 'lost', why: 'too-long' }, said('after')]);
});

test('who waits when it is closed is told', async () => {
  const thread = open();
  const asked = [thread.ask({ does: 'loops' }), thread.ask({ say: 'never' })];
  expect(thread.waiting).toBe(2);
  await thread.close();
  expect((await Promise.all(asked)).map(({ kind }) => kind)).toEqual(['lost', 'lost']);
});
