import { expect, test } from 'vitest';
import { freeKey } from './free-key';

const among =
  (...keys: string[]) =>
  (key: string) =>
    keys.includes(key);

test.each([
  ['text', among(), undefined, 'text'],
  ['text', among('text'), undefined, 'text-2'],
  ['text', among('text', 'text-2', 'text-4'), undefined, 'text-3'],
  ['a-long-key', among(), 6, 'a-long'],
  ['a-long-key', among('a-long'), 6, 'a-lo-2'],
  ['a-long-key', among('a-long', ...Array.from({ length: 8 }, (_, at) => `a-lo-${at + 2}`)), 6, 'a-l-10'],
])('%s becomes what is free and short enough', (wanted, taken, most, free) => {
  expect(freeKey(wanted, taken, most)).toBe(free);
});
