import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ALWAYS, OF_A_SUDDEN } from './storefront-allowance';
import { createStorefrontGate, type StorefrontGate } from './storefront-gate.server';

it('lets in as many as are allowed between two looks', () => {
  const gate = createStorefrontGate({ allowance: () => 2 });
  expect([gate.admits(), gate.admits(), gate.admits()]).toEqual([true, true, false]);
});

it('has so many places, and whoever leaves makes one', () => {
  const gate = createStorefrontGate({ mostInHand: 2 });
  expect([gate.enter(), gate.enter(), gate.enter()]).toEqual([true, true, false]);
  gate.leave();
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
});

const GIVE_UP_MS = 15_000;

/** Keeps the event loop as late as a flood does, until somebody is turned away or the time is over; gives whether somebody was. */
async function turnsAway(gate: StorefrontGate, asking: number, forMs = GIVE_UP_MS): Promise<boolean> {
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const busyUntil = performance.now() + 60;
    while (performance.now() < busyUntil);
    for (let times = 0; times < asking; times++) if (!gate.admits()) return true;
    await sleep(0);
  }
  return false;
}

it('sees by itself that this process keeps its event loop late, and that it does no longer', async () => {
  const gate = createStorefrontGate();
  expect(await turnsAway(gate, 100), 'turned away').toBe(true);
  const until = performance.now() + GIVE_UP_MS;
  let admitted = 0;
  while (admitted < OF_A_SUDDEN && performance.now() < until) {
    await sleep(100);
    for (admitted = 0; admitted < OF_A_SUDDEN && gate.admits();) admitted += 1;
  }
  expect(admitted, 'let in again').toBe(OF_A_SUDDEN);
});

it('turns nobody away where only few ask, however late the process is by something else', async () => {
  const [crowded, quiet] = [createStorefrontGate(), createStorefrontGate()];
  const isAnyoneTurnedAway = turnsAway(quiet, 1, 2_000);
  expect(await turnsAway(crowded, 100)).toBe(true);
  expect(await isAnyoneTurnedAway, `fewer than ${ALWAYS} asked`).toBe(false);
});
