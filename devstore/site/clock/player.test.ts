import { beforeEach, describe, expect, test } from 'vitest';
import type { WorldEvent } from '../events/world-events';
import { createPlayer } from './player';
import type { TimeTravel, Travelled } from './time-travel';

const quiet: Travelled = { from: '', to: '', stops: 1, mails: [], reports: [] };
const mail = { messageId: 'm-1', to: ['a@example.org'], subject: 'Hello', at: '' };

/** A player whose half seconds pass when the test says so. */
function openPlayer() {
  const advanced: number[] = [];
  const told: WorldEvent[] = [];
  const timers: (() => void)[] = [];
  const bench = {
    ...{ advanced, told },
    waits: [] as number[],
    systemMs: 0,
    watchers: 1,
    outcome: () => Promise.resolve(quiet),
    /** Lets the timer that is set run, and everything that follows at once from it. */
    async pass(ms = 500) {
      bench.systemMs += ms;
      for (const work of timers.splice(0)) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
    timers: () => timers.length,
  };
  const events = { publish: (event: WorldEvent) => void told.push(event) };
  const travel: TimeTravel = {
    advance: (ms) => (advanced.push(ms), bench.outcome()),
    jumpToNext: () => Promise.resolve(null),
    isMoving: false,
  };
  const after = (ms: number, work: () => void) => {
    bench.waits.push(ms);
    timers.push(work);
  };
  return {
    bench,
    player: createPlayer({ travel, events, watchers: () => bench.watchers, systemNow: () => bench.systemMs, after }),
  };
}

let bench: ReturnType<typeof openPlayer>['bench'];
let player: ReturnType<typeof openPlayer>['player'];
beforeEach(() => void ({ bench, player } = openPlayer()));

describe('playing', () => {
  test('moves time on each half second, so that with the half second itself it runs that many times faster', async () => {
    player.play(60);
    expect(bench.advanced).toEqual([]);
    await bench.pass();
    await bench.pass();
    expect(bench.advanced).toEqual([29_500, 29_500]);
    expect(bench.waits).toEqual([500, 500, 500]);
    expect(player.speed).toBe(60);
  });

  test('counts what a tick takes into its half second', async () => {
    bench.outcome = () => ((bench.systemMs += 180), Promise.resolve(quiet));
    player.play(60);
    await bench.pass();
    expect(bench.waits).toEqual([500, 320]);
  });

  test('never overlaps itself: a tick that takes long delays the next', async () => {
    const done: (() => void)[] = [];
    bench.outcome = () => new Promise((resolve) => done.push(() => resolve(quiet)));
    player.play(60);
    await bench.pass();
    await bench.pass(5_000);
    expect(bench.advanced).toHaveLength(1);
    expect(bench.timers()).toBe(0);
    done[0]?.();
    await bench.pass(0);
    expect(bench.waits).toEqual([500, 0]);
    await bench.pass();
    expect(bench.advanced).toHaveLength(2);
  });

  test('stops when it is paused, also in the middle of a tick, and goes on when it is played again', async () => {
    player.play(60);
    player.pause();
    await bench.pass();
    expect(bench.advanced).toEqual([]);
    player.play(120);
    player.play(240);
    await bench.pass();
    expect(bench.advanced).toEqual([119_500]);
    expect(bench.told).toEqual([
      { kind: 'playing', speed: 60 },
      { kind: 'playing', speed: null },
      { kind: 'playing', speed: 120 },
      { kind: 'playing', speed: 240 },
    ]);
  });

  test('stops by itself once nobody has looked for a minute', async () => {
    player.play(60);
    bench.watchers = 0;
    await bench.pass(59_000);
    bench.watchers = 1;
    await bench.pass();
    bench.watchers = 0;
    await bench.pass(59_999);
    expect(player.speed).toBe(60);
    await bench.pass(1);
    expect(player.speed).toBeNull();
    expect(bench.told.at(-1)).toEqual({
      ...{ kind: 'playing', speed: null },
      why: 'Paused: nobody was looking for a minute.',
    });
    expect(bench.timers()).toBe(0);
  });

  test('stops when a tick fails, and says why', async () => {
    bench.outcome = () => Promise.reject(new Error('the app still has 3 things to do'));
    player.play(60);
    await bench.pass();
    expect(player.speed).toBeNull();
    expect(bench.told.at(-1)).toMatchObject({ kind: 'playing', why: 'Paused: the app still has 3 things to do' });
  });

  test('tells pages to look anew when something happened, and else every ten seconds', async () => {
    const settled = () => bench.told.filter(({ kind }) => kind === 'settled').length;
    player.play(60);
    for (let tick = 1; tick < 20; tick += 1) await bench.pass();
    expect(settled()).toBe(0);
    await bench.pass();
    expect(settled()).toBe(1);
    bench.outcome = () => Promise.resolve({ ...quiet, mails: [mail] });
    await bench.pass();
    expect(settled()).toBe(2);
  });
});
