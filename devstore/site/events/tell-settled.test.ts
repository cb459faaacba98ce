import { beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../append-only-log';
import type { PostmarkLogEntry } from '../../postmark/log/entries';
import type { ShopifyLogEntry } from '../../shopify';
import { createWorldClock } from '../../world-clock';
import { tellWhenSettled } from './tell-settled';
import { createWorldEvents, type WorldEvent, type WorldEvents } from './world-events';

let events: WorldEvents;
let heard: WorldEvent['kind'][];
let timers: (() => void)[];
let rests: { come: () => void; fail: () => void }[];

/** Lets a promise that was just settled have its consequences. */
const soon = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  const clock = createWorldClock();
  const logs = { postmark: createLog<PostmarkLogEntry>({ clock }), shopify: createLog<ShopifyLogEntry>({ clock }) };
  events = createWorldEvents({ clock, logs });
  [heard, timers, rests] = [[], [], []];
  events.listen(({ kind }) => heard.push(kind));
  const settled = () => new Promise<void>((come, fail) => rests.push({ come, fail: () => fail(new Error('no rest')) }));
  tellWhenSettled({ events, settled, after: (_ms, work) => timers.push(work) });
});

describe('that all has settled', () => {
  test('is told once for much that happens together, after it has come to rest', async () => {
    events.publish({ kind: 'shop', topic: 'carts/create' });
    events.publish({ kind: 'shop', topic: 'checkouts/create' });
    expect(timers).toHaveLength(1);
    timers[0]?.();
    await soon();
    expect(heard).toEqual(['shop', 'shop']);
    rests[0]?.come();
    await soon();
    expect(heard).toEqual(['shop', 'shop', 'settled']);
  });

  test('is told once more, a little later, for what happened meanwhile', async () => {
    events.publish({ kind: 'suppression', email: 'a@example.org' });
    timers[0]?.();
    events.publish({ kind: 'suppression', email: 'b@example.org' });
    rests[0]?.come();
    await soon();
    expect(heard).toEqual(['suppression', 'suppression', 'settled']);
    expect(timers).toHaveLength(2);
    timers[1]?.();
    rests[1]?.come();
    await soon();
    expect(heard.filter((kind) => kind === 'settled')).toHaveLength(2);
    expect(timers).toHaveLength(2);
  });

  test('is told all the same when the app does not come to rest', async () => {
    events.publish({ kind: 'shop', topic: 'carts/update' });
    timers[0]?.();
    rests[0]?.fail();
    await soon();
    expect(heard.at(-1)).toBe('settled');
  });

  test('follows from no move of the clock by itself', () => {
    events.publish({ kind: 'clock', now: '', offsetMs: 0 });
    events.publish({ kind: 'playing', speed: 60 });
    expect(timers).toEqual([]);
  });
});
