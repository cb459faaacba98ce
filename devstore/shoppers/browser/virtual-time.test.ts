import { expect, test } from 'vitest';
import { createVirtualTime } from './virtual-time';

test('timers run in the order of their time when time passes, and not before', () => {
  const time = createVirtualTime();
  const ran: string[] = [];
  const { setTimeout } = time.functionsFor({});
  setTimeout(() => ran.push(`late at ${time.now()}`), 500);
  setTimeout((word) => ran.push(`${String(word)} at ${time.now()}`), 100, 'soon');
  setTimeout(() => ran.push('never so far'), 5_000);
  time.runDue();
  expect(ran).toEqual([]);
  time.pass(1_000);
  expect(ran).toEqual(['soon at 100', 'late at 500']);
  expect(time.now()).toBe(1_000);
});

test('what is due at once runs without time passing, and what it sets off too', () => {
  const time = createVirtualTime();
  const ran: number[] = [];
  const { setTimeout } = time.functionsFor({});
  setTimeout(() => {
    ran.push(1);
    setTimeout(() => ran.push(2));
  });
  expect(time.hasDue()).toBe(true);
  time.runDue();
  expect([ran, time.hasDue(), time.now()]).toEqual([[1, 2], false, 0]);
});

test('intervals repeat until they are cleared', () => {
  const time = createVirtualTime();
  const timers = time.functionsFor({});
  let ticks = 0;
  const id = timers.setInterval(() => (ticks += 1), 100);
  time.pass(350);
  timers.clearInterval(id);
  time.pass(350);
  expect(ticks).toBe(3);
});

test('a page cannot clear another’s timers, and takes its own with it', () => {
  const time = createVirtualTime();
  const [page, other] = [{}, {}];
  const ran: string[] = [];
  time.functionsFor(page).setTimeout(() => ran.push('page'), 10);
  const id = time.functionsFor(other).setTimeout(() => ran.push('other'), 10);
  time.functionsFor(page).clearTimeout(id);
  time.dropTimersOf(page);
  time.pass(20);
  expect(ran).toEqual(['other']);
});
