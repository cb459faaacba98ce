import { beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { createTestDatabase, testDatabase } from '../../../tests/setup/database';
import { withClient } from '../../../setup/postgres/session';
import { connectDatabase } from '../db/db.server';
import { addMs, earliest, minutes } from './clock';
import { createFollowingClock } from './clock.server';

const database = await testDatabase();
const { db } = testApp(database);

const HOUR_MS = 3_600_000;
/** Two asks of one clock are answered within this, also on a busy machine. */
const TOLERANCE_MS = 2_000;

const move = (offsetMs: number) =>
  withClient(database.ownerUrl, (client) => client.query('UPDATE business_clock SET "offsetMs" = $1', [offsetMs]));

const onError = (error: unknown) => expect.unreachable(String(error));
const movable = { isMovable: true, onError };

describe('business time', () => {
  beforeEach(() => move(0));

  it('is the database’s clock where nobody moved it', async () => {
    const clock = createFollowingClock(db.pool, movable);
    await clock.refresh();
    const { rows } = await db.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    expect(Math.abs(clock.now().getTime() - (rows[0]?.at.getTime() ?? 0))).toBeLessThan(TOLERANCE_MS);
  });

  it('is never moved outside the dev store’s world, whatever is stored', async () => {
    await move(90 * 24 * HOUR_MS);
    const clock = createFollowingClock(db.pool, { isMovable: false, onError });
    await clock.refresh();
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(TOLERANCE_MS);
  });

  it.each([90 * 24 * HOUR_MS, -400 * 24 * HOUR_MS])('is moved by the stored offset of %i ms', async (offsetMs) => {
    const clock = createFollowingClock(db.pool, movable);
    await clock.refresh();
    const before = clock.now().getTime();
    await move(offsetMs);
    await clock.refresh();
    expect(Math.abs(clock.now().getTime() - before - offsetMs)).toBeLessThan(TOLERANCE_MS);
  });

  it('is one for all processes, however far it was moved', async () => {
    await move(33 * HOUR_MS);
    const clocks = [createFollowingClock(db.pool, movable), createFollowingClock(db.pool, movable)] as const;
    await Promise.all(clocks.map((clock) => clock.refresh()));
    expect(Math.abs(clocks[0].now().getTime() - clocks[1].now().getTime())).toBeLessThan(TOLERANCE_MS);
  });

  it('is followed until it is told to stop', async () => {
    const clock = createFollowingClock(db.pool, movable);
    await clock.refresh();
    const before = clock.now().getTime();
    clock.follow(5);
    await move(HOUR_MS);
    await expect.poll(() => clock.now().getTime() - before, { timeout: 10_000 }).toBeGreaterThan(HOUR_MS / 2);
    clock.stop();
  });

  it('goes on by this process’s own clock when the database does not answer, and tells of it', async () => {
    const other = await createTestDatabase();
    const lost = connectDatabase(other.appUrl, 2);
    const told: unknown[] = [];
    const clock = createFollowingClock(lost.pool, { isMovable: true, onError: (error) => told.push(error) });
    await clock.refresh();
    const before = clock.now();
    await lost.close();
    await other.drop();
    clock.follow(5);
    await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(1);
    clock.stop();
    expect(clock.now() >= before).toBe(true);
  });

  it('says that the migrations have not run where its row is missing', async () => {
    const other = await createTestDatabase();
    await withClient(other.ownerUrl, (client) => client.query('DELETE FROM business_clock'));
    const bare = connectDatabase(other.appUrl, 2);
    await expect(createFollowingClock(bare.pool, movable).refresh()).rejects.toThrow('migrations have not run');
    await bare.close();
    await other.drop();
  });
});

describe('reckoning with instants', () => {
  it('adds milliseconds and minutes', () => {
    expect(addMs(TEST_START, minutes(1.5))).toEqual(new Date('2026-03-10T12:01:30.000Z'));
    expect(addMs(TEST_START, -1)).toEqual(new Date('2026-03-10T11:59:59.999Z'));
  });

  it('takes the earlier of two, where null is never', () => {
    expect(earliest(TEST_START, after(1))).toBe(TEST_START);
    expect(earliest(after(1), TEST_START)).toBe(TEST_START);
    expect(earliest(null, TEST_START)).toBe(TEST_START);
    expect(earliest(TEST_START, null)).toBe(TEST_START);
    expect(earliest(null, null)).toBeNull();
  });
});
