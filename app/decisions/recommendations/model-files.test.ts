import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutes } from '~/platform/clock/clock';
import type { SharedFile } from '~/platform/shared-memory/shared-folder.server';
import { after, TEST_START } from '../../../tests/factories/times';
import { fileNameOf, filesToRemove, shopOf } from './model-files';

const shop = (number: number) => `0198c0de-0000-7000-8000-00000000000${number}`;
const nameOf = (number: number, version = 1) =>
  fileNameOf({ shopId: shop(number), version, length: 8, digest: 'd'.repeat(64) });
const used = (name: string, minutesAgo: number, length = 10): SharedFile => ({
  ...{ name, length, inode: 1 },
  usedAt: after(-minutes(minutesAgo)),
});
const remove = (files: SharedFile[], terms: { budgetBytes?: number; shops?: ReadonlySet<string> | null } = {}) =>
  filesToRemove(files, { now: TEST_START, budgetBytes: 1_000, shops: null, ...terms });

describe('files of models', () => {
  test('say by their names whose they are; others are of no shop', () => {
    expect(shopOf(nameOf(1))).toBe(shop(1));
    for (const name of ['', 'notes.txt', `${nameOf(1)}.part`, `../${nameOf(1)}`]) expect(shopOf(name)).toBeNull();
  });

  test('go with their shop', () => {
    const files = [used(nameOf(1), 0), used(nameOf(2), 0)];
    expect(remove(files, { shops: new Set([shop(2)]) })).toEqual([nameOf(1)]);
    expect(remove(files)).toEqual([]);
  });

  test('go where nobody used them for two days', () => {
    expect(remove([used(nameOf(1), 2_880), used(nameOf(2), 2_881)])).toEqual([nameOf(2)]);
  });

  test('that were cut short go after an hour, and what is no model’s stays', () => {
    const [fresh, old] = [`${nameOf(1)}.x.part`, `${nameOf(2)}.x.part`];
    expect(remove([used(fresh, 60), used(old, 61), used('notes.txt', 9_999_999)])).toEqual([old]);
  });

  test('beyond the budget go by least recent use, but for the last used one', () => {
    const files = [used(nameOf(1), 3), used(nameOf(2), 1), used(nameOf(3), 2)];
    expect(remove(files, { budgetBytes: 20 })).toEqual([nameOf(1)]);
    expect(remove(files, { budgetBytes: 19 }).sort()).toEqual([nameOf(1), nameOf(3)]);
    expect(remove(files, { budgetBytes: 1 }).sort()).toEqual([nameOf(1), nameOf(3)]);
  });

  test('that stay are within the budget or one alone, and none that goes was used after one that stays', () => {
    const anyFile = fc.record({ shop: fc.nat(9), minutesAgo: fc.nat(2_000), length: fc.integer({ min: 1, max: 50 }) });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyFile, { maxLength: 9, selector: (file) => file.shop }),
        fc.integer({ min: 1, max: 200 }),
        (all, budgetBytes) => {
          const files = all.map((file) => used(nameOf(file.shop), file.minutesAgo, file.length));
          const gone = new Set(remove(files, { budgetBytes }));
          const stay = files.filter(({ name }) => !gone.has(name));
          const total = stay.reduce((sum, { length }) => sum + length, 0);
          expect(total <= budgetBytes || stay.length === 1).toBe(true);
          expect(stay.length).toBeGreaterThanOrEqual(Math.min(1, files.length));
          const oldest = Math.min(...stay.map(({ usedAt }) => usedAt.getTime()));
          for (const file of files) if (gone.has(file.name)) expect(file.usedAt.getTime()).toBeLessThanOrEqual(oldest);
        },
      ),
    );
  });
});
