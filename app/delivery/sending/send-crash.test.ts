import { describe, expect, test } from 'vitest';
import { LEASE_MS } from '~/decisions/send-policy/claim-messages.server';
import { UNANSWERED_AFTER_MS } from '~/decisions/send-policy/message-ledger.server';
import type { CrashPoint } from '~/platform/crash-points.server';
import { sendingWorlds, SETTLE_MS, type SendingWorld } from '../../../tests/factories/sending-world';
import { after } from '../../../tests/factories/times';

const inWorld = await sendingWorlds();

/** A worker that dies at a point: nothing after it happens any more in this process. */
const dieAt = (point: CrashPoint) => ({
  crashPoint: (reached: CrashPoint) => {
    if (reached === point) throw new Error(`died at ${point}`);
  },
});
const sendAndDie = (world: SendingWorld, point: CrashPoint) =>
  expect(world.send(dieAt(point))).rejects.toThrow(`died at ${point}`);
const once = (people: { email: string }[]) => Object.fromEntries(people.map(({ email }) => [email, 1]));

describe('a worker that dies after claiming', () => {
  test('leaves messages that another sends when the lease is over, each once', () =>
    inWorld(async (world) => {
      const people = await world.recipients(3);
      await sendAndDie(world, 'send.claimed');
      expect(await world.send()).toBeNull();
      expect(world.counts(), 'sent while another worker’s lease holds').toEqual({});
      expect(await world.settle()).toEqual(after(LEASE_MS, world.app.systemClock.now()));
      world.pass(LEASE_MS + 1);
      await world.settle();
      await world.send();
      expect(world.counts()).toEqual(once(people));
      expect(await world.settle()).toBeNull();
    }));
});

describe('a worker that dies after marking as requested, before the first byte', () => {
  test('leaves messages that are sent when it is certain that they were not', () =>
    inWorld(async (world) => {
      const people = await world.recipients(3);
      const requestedAt = world.app.systemClock.now();
      await sendAndDie(world, 'send.requested');
      expect(await world.settle()).toEqual(after(UNANSWERED_AFTER_MS, requestedAt));
      world.pass(UNANSWERED_AFTER_MS + 1);
      expect(await world.settle()).toEqual(after(SETTLE_MS, requestedAt));
      await world.send();
      expect(world.counts(), 'sent blindly').toEqual({});
      world.pass(SETTLE_MS);
      await world.settle();
      await world.send();
      expect(world.counts()).toEqual(once(people));
      expect(world.duplicates()).toEqual([]);
      for (const person of people) expect(await world.now(person)).toMatchObject({ state: 'accepted', attempts: 2 });
    }));

  test('lets go of the addresses: whoever opts out meanwhile is not held up', () =>
    inWorld(async (world) => {
      await world.recipients(1);
      await sendAndDie(world, 'send.requested');
      const held = await world.app.db.pool.query<{ count: string }>(
        `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      expect(held.rows[0]?.count).toBe('0');
    }));
});

describe('a worker that dies after Postmark took the mails, before it could note it', () => {
  test('leaves messages that are found at Postmark and not sent again', () =>
    inWorld(
      async (world) => {
        const people = await world.recipients(3);
        await sendAndDie(world, 'send.accepted');
        expect(world.counts()).toEqual(once(people));
        for (const person of people) expect((await world.now(person)).state).toBe('requested');
        for (const wait of [UNANSWERED_AFTER_MS + 1, SETTLE_MS]) {
          world.pass(wait);
          await world.settle();
          await world.send();
        }
        expect(world.counts()).toEqual(once(people));
        for (const person of people) {
          const mail = world.bench.standIn.inbox.messages({ to: person.email })[0];
          const settled = { state: 'accepted', attempts: 1, providerMessageId: mail?.messageId };
          expect(await world.now(person)).toMatchObject(settled);
        }
      },
      { searchLagMs: 600_000 },
    ));

  test('while others go on sending: nobody gets a second mail', () =>
    inWorld(async (world) => {
      const first = await world.recipients(2);
      await sendAndDie(world, 'send.accepted');
      const second = await world.recipients(2);
      await world.send();
      for (let minute = 0; minute <= 16; minute++) {
        world.pass(60_000);
        await Promise.all([world.settle(), world.send()]);
      }
      expect(world.counts()).toEqual(once([...first, ...second]));
      expect(world.duplicates()).toEqual([]);
    }));
});

test('a worker that dies again and again at every point still gets each mail out once', () =>
  inWorld(async (world) => {
    const people = await world.recipients(4);
    for (const point of ['send.claimed', 'send.requested', 'send.claimed', 'send.accepted'] as const) {
      await sendAndDie(world, point);
      for (const wait of [LEASE_MS + 1, UNANSWERED_AFTER_MS, SETTLE_MS]) {
        world.pass(wait);
        await world.settle();
      }
    }
    await world.send();
    expect(world.counts()).toEqual(once(people));
    expect(world.duplicates()).toEqual([]);
    for (const person of people) expect((await world.now(person)).state).toBe('accepted');
  }));

test('two jobs that settle at the same moment settle once', () =>
  inWorld(async (world) => {
    const people = await world.recipients(3);
    await sendAndDie(world, 'send.requested');
    world.pass(UNANSWERED_AFTER_MS + 1);
    await Promise.all([world.settle(), world.settle()]);
    world.pass(SETTLE_MS);
    await Promise.all([world.settle(), world.settle()]);
    await Promise.all([world.send(), world.send()]);
    await Promise.all([world.settle(), world.settle()]);
    expect(world.counts()).toEqual(once(people));
  }));
