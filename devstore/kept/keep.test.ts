import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../store-data/seeded-random';
import { forgetful, openKeep } from './keep';

const folder = mkdtempSync(join(tmpdir(), 'keep-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a kept file', () => {
  test('is found by the next start, whole, and by its owner alone', () => {
    const file = openKeep(folder, { startsBefore: 0 }).file<{ offsetMs: number }>('clock');
    expect(file.read()).toBeUndefined();
    file.write({ offsetMs: 1 });
    file.write({ offsetMs: 2 });
    expect(openKeep(folder, { startsBefore: 1 }).file('clock').read()).toEqual({ offsetMs: 2 });
    expect(statSync(join(folder, 'clock.json')).mode & 0o077).toBe(0);
  });

  test('that was being written when the process was killed is the old one', () => {
    const file = openKeep(folder, { startsBefore: 0 }).file<string>('theme');
    file.write('old');
    writeFileSync(join(folder, 'theme.json.new'), '"ha');
    expect(file.read()).toBe('old');
  });

  test('of a world that is not kept lasts as long as it is held', () => {
    const file = forgetful.file<number>('clock');
    file.write(3);
    expect(file.read()).toBe(3);
    expect(forgetful.file('clock').read()).toBeUndefined();
  });
});

describe('the random choices of a start', () => {
  const ids = (startsBefore: number) => openKeep(folder, { startsBefore }).random(7, 'webhook ids').hex(32);

  test('are the seed’s alone in the first one, and in a world that is not kept', () => {
    expect(ids(0)).toBe(seededRandom(7, 'webhook ids').hex(32));
    expect(forgetful.random(7, 'webhook ids').hex(32)).toBe(ids(0));
  });

  test('are others in each later one, and the same when asked again', () => {
    expect(new Set([ids(0), ids(1), ids(2)]).size).toBe(3);
    expect(ids(1)).toBe(ids(1));
  });
});
