import { describe, expect, test } from 'vitest';
import { createWorldClock } from '../world-clock';
import { createBusinessQueue } from './business-queue';

const minuteMs = 60_000;

function openQueue(concurrency = 4) {
  const system = { nowMs: Date.parse('2026-11-22T09:00:00Z') };
  const clock = createWorldClock({ systemNow: () => system.nowMs });
  const done: string[] = [];
  const queue = createBusinessQueue({ clock, concurrency });
  const note = (name: string) => async () => void done.push(name);
  return { clock, queue, done, note, inMinutes: (minutes: number) => clock.now().getTime() + minutes * minuteMs };
}

describe('the business queue', () => {
  test('runs what is due in order of its due time, after the caller has gone on', async () => {
    const { queue, done, note, inMinutes } = openQueue(1);
    queue.add(inMinutes(-1), note('second'));
    queue.add(inMinutes(-2), note('first'));
    queue.add(inMinutes(-1), note('third'));
    expect(done).toEqual([]);
    await queue.settle();
    expect(done).toEqual(['first', 'second', 'third']);
  });

  test('a move of the clock waits for what thereby falls due, and for what that makes due', async () => {
    const { clock, queue, done, note, inMinutes } = openQueue();
    queue.add(inMinutes(10), async () => {
      done.push('ten');
      queue.add(inMinutes(0), note('follow-up'));
    });
    queue.add(inMinutes(30), note('thirty'));
    await clock.advance(9 * minuteMs);
    expect(done).toEqual([]);
    await clock.advance(minuteMs);
    expect(done).toEqual(['ten', 'follow-up']);
    expect(queue.size).toBe(1);
    await clock.advance(20 * minuteMs);
    expect(done).toEqual(['ten', 'follow-up', 'thirty']);
  });

  test('runs no more at once than it may', async () => {
    const { queue, inMinutes } = openQueue(3);
    let running = 0;
    let most = 0;
    for (let job = 0; job < 20; job += 1) {
      queue.add(inMinutes(0), async () => {
        most = Math.max(most, (running += 1));
        await new Promise<void>((resolve) => setImmediate(resolve));
        running -= 1;
      });
    }
    await queue.settle();
    expect(most).toBe(3);
  });

  test('time that passes by itself makes jobs due, too', async () => {
    const clock = createWorldClock();
    const queue = createBusinessQueue({ clock, concurrency: 1 });
    await new Promise<void>((resolve) => queue.add(clock.now().getTime() + 5, async () => resolve()));
    await queue.stop();
  });

  test('a job that rejects is a bug that settle tells; the others run', async () => {
    const { queue, done, note, inMinutes } = openQueue();
    queue.add(inMinutes(0), () => Promise.reject(new Error('broken job')));
    queue.add(inMinutes(0), note('other'));
    await expect(queue.settle()).rejects.toMatchObject({ errors: [new Error('broken job')] });
    expect(done).toEqual(['other']);
    await queue.settle();
  });

  test('after stop nothing runs and the clock is free', async () => {
    const { clock, queue, done, note, inMinutes } = openQueue();
    queue.add(inMinutes(5), note('never'));
    await queue.stop();
    queue.add(inMinutes(0), note('nor this'));
    await clock.advance(10 * minuteMs);
    expect(done).toEqual([]);
  });
});
