import { expect, test } from 'vitest';
import type { PostmarkLog } from '../../devstore/postmark/log/judge';
import { judgeMails, systemAt } from './judge';

const HOUR_MS = 3_600_000;
const at = (hours: number): string => new Date(hours * HOUR_MS).toISOString();
const taken = (to: string, tag: string, receivedAtMs: number) => ({
  ...{ seq: 1, at: at(0), receivedAt: new Date(receivedAtMs).toISOString(), monotonicMs: 0 },
  entry: {
    ...{
      kind: 'accepted',
      requestId: 1,
      index: 0,
      messageId: 'm',
      serverId: 1,
      from: 'shop@example.com',
      to: [to],
      tag,
    },
    ...{ stream: 'broadcast', subject: 'Hi', metadata: {}, warnings: [] },
  },
});
const judge = (entries: ReturnType<typeof taken>[], untilHours = 5) =>
  judgeMails({
    left: [{ email: 'ana@example.com', acceptsMarketing: true, createdAt: at(0), completedAt: null }],
    untilMs: untilHours * HOUR_MS,
    clock: [
      { systemMs: 0, offsetMs: 0 },
      { systemMs: 10_000, offsetMs: 4 * HOUR_MS },
    ],
    log: entries as unknown as PostmarkLog,
  });
const FIRST = 'abandoned-cart-first';

test('an owed mail that came is late from the moment at which time was moved past its instant', () => {
  expect(judge([taken('ana@example.com', FIRST, 12_500)])).toMatchObject({
    ...{ mails: 1, duplicates: 0, unowed: 0, missing: 0, lateSeconds: [2.5] },
  });
});

test('one that did not come is missing, one that came twice is a duplicate, one to somebody else is not owed', () => {
  expect(judge([])).toMatchObject({ missing: 1, lateSeconds: [] });
  expect(judge([taken('ana@example.com', FIRST, 11_000), taken('ana@example.com', FIRST, 12_000)])).toMatchObject({
    duplicates: 1,
  });
  expect(judge([taken('ana@example.com', FIRST, 11_000), taken('ben@example.com', FIRST, 11_000)])).toMatchObject({
    unowed: 1,
  });
});

test('one that falls due later may come, and is not missing', () => {
  const both = [taken('ana@example.com', FIRST, 11_000), taken('ana@example.com', 'abandoned-cart-second', 12_000)];
  expect(judge(both)).toMatchObject({ unowed: 0, missing: 0 });
});

test('the system’s time of a business instant is that of the move that passed it, or lies between two moves', () => {
  const clock = [
    { systemMs: 1_000, offsetMs: 0 },
    { systemMs: 5_000, offsetMs: 10_000 },
  ];
  expect([500, 3_000, 9_000, 15_000, 16_000].map((business) => systemAt(clock, business))).toEqual([
    1_000, 3_000, 5_000, 5_000, 6_000,
  ]);
});
