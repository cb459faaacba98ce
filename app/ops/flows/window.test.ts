import { expect, test } from 'vitest';
import { firstDayOf, windowBegins } from './window';

const NOW = new Date('2026-11-30T02:00:00Z');

test.each([
  ['UTC', '2026-11-24', '2026-11-24T00:00:00.000Z'],
  ['America/New_York', '2026-11-23', '2026-11-23T05:00:00.000Z'],
  ['Pacific/Auckland', '2026-11-24', '2026-11-23T11:00:00.000Z'],
])('the last seven days begin at midnight in %s', (zone, day, at) => {
  expect(firstDayOf('7', NOW, zone)).toBe(day);
  expect(windowBegins('7', NOW, zone).toISOString()).toBe(at);
});

test('days are the calendar’s, also where one of them has 25 hours', () => {
  expect(windowBegins('30', NOW, 'America/New_York').toISOString()).toBe('2026-10-31T04:00:00.000Z');
});

test('all of it is all of it', () => expect(windowBegins('all', NOW, 'UTC').getTime()).toBe(0));
