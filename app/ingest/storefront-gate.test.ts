import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createStorefrontGate } from './storefront-gate.server';

it('closes while the event loop is late, and opens again', () => {
  let latenessMs = 0;
  const gate = createStorefrontGate({ latenessMs: () => latenessMs });
  expect(gate.isOpen()).toBe(true);
  latenessMs = 26;
  expect(gate.isOpen()).toBe(false);
  latenessMs = 25;
  expect(gate.isOpen()).toBe(true);
});

it('has so many places, and whoever leaves makes one', () => {
  const gate = createStorefrontGate({ latenessMs: () => 0, mostInHand: 2 });
  expect([gate.enter(), gate.enter(), gate.enter()]).toEqual([true, true, false]);
  gate.leave();
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
});

it('sees by itself that this process keeps its event loop late', async () => {
  const gate = createStorefrontGate();
  const until = performance.now() + 15_000;
  while (gate.isOpen() && performance.now() < until) {
    const busyUntil = performance.now() + 60;
    while (performance.now() < busyUntil);
    await sleep(0);
  }
  expect(gate.isOpen(), 'closed').toBe(false);
  while (!gate.isOpen() && performance.now() < until) await sleep(20);
  expect(gate.isOpen(), 'open again').toBe(true);
});
