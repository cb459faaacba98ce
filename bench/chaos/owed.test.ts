import { expect, test } from 'vitest';
import { owedMails, type Left } from './owed';

const HOUR_MS = 3_600_000;
const at = (hours: number): string => new Date(hours * HOUR_MS).toISOString();
const left: Left = { email: 'ana@example.com', acceptsMarketing: true, createdAt: at(0), completedAt: null };
const owed = (changes: Partial<Left>, untilHours = 100) =>
  owedMails([{ ...left, ...changes }], untilHours * HOUR_MS).map(({ tag, dueAtMs }) => [tag, dueAtMs / HOUR_MS]);

test('who left a checkout and agreed to mail is owed two, four and twenty-four hours after', () => {
  expect(owed({})).toEqual([
    ['abandoned-cart-first', 4],
    ['abandoned-cart-second', 24],
  ]);
});

test.each([
  ['who did not agree is owed none', { acceptsMarketing: false }],
  ['who left no address is owed none', { email: null }],
  ['who bought at once is owed none', { completedAt: at(0) }],
  ['who bought before the first is owed none', { completedAt: at(3.9) }],
])('%s', (_what, changes) => {
  expect(owed(changes)).toEqual([]);
});

test('who bought between the two is owed the first', () => {
  expect(owed({ completedAt: at(10) })).toEqual([['abandoned-cart-first', 4]]);
});

test('what falls due later than is judged is not owed yet', () => {
  expect(owed({}, 23)).toEqual([['abandoned-cart-first', 4]]);
  expect(owed({}, 3)).toEqual([]);
});
