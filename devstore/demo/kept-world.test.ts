import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smallStore } from '../shopify/storefront/testing/small-store';
import { openKeptWorld } from './kept-world';
import { forget, isKept, placeOf, type WorldPlace } from './place';

let root: string;
let place: WorldPlace;
let loads: number[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-world-'));
  const dir = join(root, 'demo');
  place = { ...placeOf(null), dir, identityFile: join(dir, 'world.json') };
  loads = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const nothing = { seed: null, files: {}, unsubscribeMode: null };
const open = (wishes: Partial<Parameters<typeof openKeptWorld>[1]> = {}) =>
  openKeptWorld(
    place,
    { ...nothing, ...wishes },
    {
      ports: [4000, 4100],
      load: async (seed) => {
        loads.push(seed);
        return smallStore();
      },
    },
  );
const fileOf = (name: string, text: string) => {
  const file = join(root, name);
  writeFileSync(file, text);
  return file;
};

describe('a kept world', () => {
  test('is made by its first start and found by the next one, with the same store and keys', async () => {
    const first = await open();
    const second = await open();
    expect([first.isOld, second.isOld]).toEqual([false, true]);
    expect(second).toMatchObject({ seed: 1, keys: first.keys, data: first.data, ports: [4000, 4100], isSynced: false });
    expect(loads).toEqual([1]);
    expect(Buffer.from(first.keys.encryptionKey, 'base64')).toHaveLength(32);
  });

  test('remembers that the past was read, which ports it had, and how unsubscribing goes', async () => {
    const first = await open({ unsubscribeMode: 'custom' });
    first.noteSynced();
    first.usePorts([4000, 4101]);
    expect(await open()).toMatchObject({ isSynced: true, ports: [4000, 4101], unsubscribeMode: 'custom' });
    expect(await open({ unsubscribeMode: 'postmark' })).toMatchObject({ unsubscribeMode: 'postmark' });
  });

  test('draws other ids at each start', async () => {
    const ids = [];
    for (let start = 0; start < 3; start++) ids.push((await open()).keep.random(1, 'webhook ids').hex(16));
    expect(new Set(ids).size).toBe(3);
  });

  test('keeps its secrets from others', async () => {
    await open();
    for (const name of ['keys.json', 'world.json']) expect(statSync(join(place.dir, name)).mode & 0o077).toBe(0);
  });

  test('that was cut short before it was whole is begun anew', async () => {
    await open();
    rmSync(place.identityFile);
    expect(isKept(place)).toBe(false);
    expect(await open({ seed: 5 })).toMatchObject({ isOld: false, seed: 5 });
    expect(loads).toEqual([1, 5]);
  });

  test('goes over to other ports together with what it says of its own addresses, also when it is cut short in that', async () => {
    const kept = join(place.dir, 'kept');
    const first = await open();
    mkdirSync(kept);
    writeFileSync(join(kept, 'postmark.jsonl'), '["http://localhost:4000/in http://127.0.0.1:4100 localhost:40001"]\n');
    first.usePorts([4007, 4100]);
    const moved = '["http://localhost:4007/in http://127.0.0.1:4100 localhost:40001"]\n';
    expect(readFileSync(join(kept, 'postmark.jsonl'), 'utf8')).toBe(moved);

    const identity = JSON.parse(readFileSync(place.identityFile, 'utf8')) as object;
    const moving = { from: [4007, 4100], to: [4008, 4100] };
    writeFileSync(place.identityFile, JSON.stringify({ ...identity, moving }));
    expect((await open()).ports).toEqual([4008, 4100]);
    expect(readFileSync(join(kept, 'postmark.jsonl'), 'utf8')).toBe(moved.replace('4007', '4008'));
  });
});

describe('a world that is not the one asked for is refused, with the remedy:', () => {
  test('another seed', async () => {
    await open({ seed: 1 });
    await expect(open({ seed: 2 })).rejects.toThrow(/made with --seed 1, not 2\. Begin anew with --reset/);
    await expect(open({ seed: 1 })).resolves.toMatchObject({ seed: 1 });
  });

  test('other files, by what is in them', async () => {
    const orders = fileOf('orders.csv', 'a');
    await open({ files: { orders } });
    const same = fileOf('renamed.csv', 'a');
    const other = fileOf('other.csv', 'b');
    await expect(open({ files: { orders: same } })).resolves.toBeDefined();
    await expect(open()).resolves.toBeDefined();
    await expect(open({ files: { orders: other } })).rejects.toThrow(/other orders.*--reset/);
    await expect(open({ files: { orders, products: same } })).rejects.toThrow(/other products.*--reset/);
  });

  test('files, where it was generated', async () => {
    await open();
    await expect(open({ files: { orders: fileOf('orders.csv', 'a') } })).rejects.toThrow(/other orders.*--reset/);
  });

  test('another version of what is kept', async () => {
    await open();
    const identity = JSON.parse(readFileSync(place.identityFile, 'utf8')) as object;
    writeFileSync(place.identityFile, JSON.stringify({ ...identity, format: 0 }));
    await expect(open()).rejects.toThrow(/another version \(format 0; this is \d+\).*--reset/);
  });

  test('one that lost a file', async () => {
    await open();
    rmSync(join(place.dir, 'keys.json'));
    await expect(open()).rejects.toThrow(/missing.*--reset/);
  });
});

describe('--reset', () => {
  test('forgets everything, also what an earlier one left half forgotten', async () => {
    await open();
    mkdirSync(`${place.dir}.forgotten`);
    forget(place);
    expect(isKept(place)).toBe(false);
    expect([existsSync(place.dir), existsSync(`${place.dir}.forgotten`)]).toEqual([false, false]);
    forget(place);
  });

  test('of one world leaves the others: each has its own folder, database and lock', () => {
    const [demo, other] = [placeOf(null), placeOf('shop-2')];
    expect(demo.database).toBe('kindred_demo');
    expect(other.database).toBe('kindred_demo_shop_2');
    for (const name of ['dir', 'identityFile', 'database', 'lock', 'running'] as const)
      expect(other[name]).not.toBe(demo[name]);
  });
});
