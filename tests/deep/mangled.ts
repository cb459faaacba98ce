import fc from 'fast-check';

/** Values that nobody sends on purpose. */
const STRANGE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e21, 1e308, -1e308, 2 ** 53, 2 ** 31, -0],
  ...['', ' ', '\0', 'a\0b', '\ud800', '\u202e', '💥', 'x'.repeat(70_000), '٣', '1e400', '-1.00', 'NaN', 'Infinity'],
  ...['9'.repeat(400), '0x10', '1,000.00', '2026-13-45T99:99:99Z', '0000-00-00', '+275760-09-13T00:00:00.001Z', 'now'],
  ...["'; DROP TABLE shops; --", '../../etc/passwd', 'gid://shopify/Order/1', 'gid://shopify/Order/', '<script>'],
  ...['toString', 'a@b', 'a@b.c', `${'a'.repeat(300)}@example.com`, '"quoted"@example.com', 'bücher@bücher.example'],
  ...[[], {}, [[]], [null], { id: null }, { toString: 1 }, { length: 1e9 }, Array.from({ length: 2_000 }, () => ({}))],
];

type Edit =
  | { kind: 'value'; at: number; strange: number }
  | { kind: 'remove' | 'repeat' | 'wrap' | 'prototype'; at: number }
  | { kind: 'deep'; at: number; levels: number }
  | { kind: 'cut'; share: number }
  | { kind: 'insert'; share: number; text: string };

const at = fc.nat(5_000);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant('value' as const), at, strange: fc.nat(STRANGE.length - 1) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('remove', 'repeat', 'wrap', 'prototype'), at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('deep' as const), at, levels: fc.integer({ min: 2, max: 9_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: fc.constant('insert' as const), share },
      text: fc.constantFrom('"', '{', ']', ',', '\\', '\0', '﻿', '\\u0000', '💥', ' '.repeat(9_000)),
    }),
  },
);

/** One of the texts of JSON, changed in one to four places, so that most of it is still what it was. `base` is its place in the list. */
export function mangled(bases: readonly unknown[]): fc.Arbitrary<{ base: number; body: string }> {
  return fc
    .record({ base: fc.nat(bases.length - 1), edits: fc.array(edit, { minLength: 1, maxLength: 4 }) })
    .map(({ base, edits }) => ({ base, body: edits.reduce(change, JSON.stringify(bases[base])) }));
}

function change(text: string, each: Edit): string {
  switch (each.kind) {
    case 'cut':
      return text.slice(0, Math.floor(text.length * each.share));
    case 'insert': {
      const place = Math.floor(text.length * each.share);
      return text.slice(0, place) + each.text + text.slice(place);
    }
    case 'prototype':
      return renameKey(text, each.at);
    case 'deep':
      return replaceValue(text, each.at, () => `${'['.repeat(each.levels)}${']'.repeat(each.levels)}`);
    case 'value':
      return replaceValue(text, each.at, () => JSON.stringify(STRANGE[each.strange]));
    case 'remove':
      return replaceValue(text, each.at, () => '');
    case 'repeat':
      return replaceValue(text, each.at, (value) => `[${value},${value},${value}]`);
    case 'wrap':
      return replaceValue(text, each.at, (value) => `{"value":${value}}`);
  }
}

/** A member of an object with a value of its own, in JSON as it is written here: without spaces. */
const MEMBER = /"((?:[^"\\]|\\.)*)":("(?:[^"\\]|\\.)*"|[-\d.eE+]+|true|false|null|\[\]|\{\})/g;

/** Puts something in the place of one member's value; where it leaves nothing, the member goes too. */
function replaceValue(text: string, nth: number, put: (value: string) => string): string {
  const members = [...text.matchAll(MEMBER)];
  const member = members[nth % Math.max(1, members.length)];
  if (!member) return text;
  const [whole, , value = ''] = member;
  const next = put(value);
  const rest = text.slice(member.index + whole.length);
  if (next !== '') return `${text.slice(0, member.index + whole.length - value.length)}${next}${rest}`;
  return `${text.slice(0, member.index)}${rest.replace(/^,/, '')}`;
}

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toJSON', 'hasOwnProperty'];

function renameKey(text: string, nth: number): string {
  const members = [...text.matchAll(MEMBER)];
  const member = members[nth % Math.max(1, members.length)];
  if (!member) return text;
  const [whole, key = ''] = member;
  const name = PROTOTYPE_KEYS[nth % PROTOTYPE_KEYS.length] ?? '__proto__';
  return `${text.slice(0, member.index)}${whole.replace(key, () => name)}${text.slice(member.index + whole.length)}`;
}
