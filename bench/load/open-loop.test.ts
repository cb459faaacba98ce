import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../devstore/store-data/seeded-random';
import { arrivals, realStopwatch, sendOpenLoop, type Stopwatch } from './open-loop';

/** Time that stands still but for those who wait for it: whoever waits for the earliest instant moves it there. */
function toyTime() {
  let nowMs = 0;
  const waiting: { atMs: number; go: () => void }[] = [];

  async function run(): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      const [next] = waiting.sort((a, b) => a.atMs - b.atMs);
      if (!next) return;
      waiting.shift();
      nowMs = Math.max(nowMs, next.atMs);
      next.go();
    }
  }
  const until = (atMs: number) => new Promise<void>((go) => void waiting.push({ atMs, go }));
  return {
    run,
    /** Takes the sender's own time, as a busy event loop does. */
    spend: (ms: number) => void (nowMs += ms),
    stopwatch: { now: () => nowMs, until } satisfies Stopwatch,
  };
}

describe('an open loop', () => {
  it('sends at the fixed times however slow the answers are', async () => {
    const time = toyTime();
    const sentAt: number[] = [];
    const sending = sendOpenLoop(
      [10, 20, 30, 40],
      async (index) => {
        sentAt.push(time.stopwatch.now());
        await time.stopwatch.until(index === 0 ? 1_000 : time.stopwatch.now() + 3);
        return index;
      },
      time.stopwatch,
    );
    await time.run();
    const sent = await sending;
    expect(sentAt).toEqual([10, 20, 30, 40]);
    expect(sent.map(({ outcome, latencyMs }) => [outcome, latencyMs])).toEqual([
      [0, 990],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('counts from the intended time where the sender itself was held up, and says how late it was', async () => {
    const time = toyTime();
    const sending = sendOpenLoop(
      [10, 20],
      async (index) => {
        if (index === 0) time.spend(50);
        await time.stopwatch.until(time.stopwatch.now() + 2);
        return index;
      },
      time.stopwatch,
    );
    await time.run();
    const [first, second] = await sending;
    expect(first).toMatchObject({ lateMs: 0, latencyMs: 52 });
    expect(second).toMatchObject({ lateMs: 40, latencyMs: 42 });
  });

  it('sends the rest, too, where one fails, and fails then', async () => {
    const time = toyTime();
    const sent: number[] = [];
    const sending = sendOpenLoop(
      [1, 2, 3],
      async (index) => {
        sent.push(index);
        if (index === 1) throw new Error('the second one');
        return index;
      },
      time.stopwatch,
    );
    const failed = expect(sending).rejects.toThrow('the second one');
    await time.run();
    await failed;
    expect(sent).toEqual([0, 1, 2]);
  });

  it('of nothing is over at once', async () => {
    expect(await sendOpenLoop([], () => Promise.reject(new Error('unasked')), toyTime().stopwatch)).toEqual([]);
  });
});

describe('arrivals', () => {
  const times = arrivals(1_000, 20, seededRandom(7, 'arrivals'));

  it('are as many as asked for, ascending, within the time', () => {
    expect(times).toHaveLength(1_000);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThan(20_000);
  });

  it('come at chance, not at a beat: gaps vary as much as they are long', () => {
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(mean).toBeGreaterThan(18);
    expect(mean).toBeLessThan(22);
    expect(deviation / mean).toBeGreaterThan(0.85);
    expect(deviation / mean).toBeLessThan(1.15);
  });

  it('are the same for the same seed', () => {
    expect(arrivals(1_000, 20, seededRandom(7, 'arrivals'))).toEqual(times);
    expect(arrivals(1_000, 20, seededRandom(8, 'arrivals'))).not.toEqual(times);
  });
});

describe('the machine’s stopwatch', () => {
  it('never lets go before the instant', async () => {
    const began = realStopwatch.now();
    for (const afterMs of [0.3, 4, 4.5, 9]) {
      await realStopwatch.until(began + afterMs);
      expect(realStopwatch.now()).toBeGreaterThanOrEqual(began + afterMs);
    }
  });
});
