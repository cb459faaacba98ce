import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createStorefrontGate, type StorefrontGate } from './storefront-gate.server';

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

/** Keeps the event loop as late as a flood does, until something is so or fifteen seconds are over; as many ask meanwhile, over and over. */
async function keepLate(gate: StorefrontGate, asking: number, until: () => boolean): Promise<void> {
  const givenUpAt = performance.now() + 15_000;
  while (!until() && performance.now() < givenUpAt) {
    const busyUntil = performance.now() + 60;
    while (performance.now() < busyUntil);
    for (let times = 0; times < asking; times++) gate.isOpen();
    await sleep(0);
  }
}

it('sees by itself that this process keeps its event loop late', async () => {
  const gate = createStorefrontGate();
  await keepLate(gate, 100, () => !gate.isOpen());
  expect(gate.isOpen(), 'closed').toBe(false);
  const until = performance.now() + 15_000;
  while (!gate.isOpen() && performance.now() < until) await sleep(20);
  expect(gate.isOpen(), 'open again').toBe(true);
});

it('turns nobody away where only few ask, however late the process is by something else', async () => {
  const [crowded, quiet] = [createStorefrontGate(), createStorefrontGate()];
  let isEverClosed = false;
  await keepLate(crowded, 100, () => {
    isEverClosed ||= !quiet.isOpen();
    return !crowded.isOpen();
  });
  expect([crowded.isOpen(), isEverClosed, quiet.isOpen()]).toEqual([false, false, true]);
});
