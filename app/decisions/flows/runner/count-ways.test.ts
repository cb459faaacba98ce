import fc from 'fast-check';
import type { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { anyFlow } from '../../../../tests/factories/flows';
import { makePerson } from '../../../../tests/factories/people';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { withClient } from '../../../../setup/postgres/session';
import { testDatabase } from '../../../../tests/setup/database';
import { startOf, type Observation, type Step } from '../engine/next-step';
import type { RunState } from '../engine/run-state';
import { wayGone } from '../engine/way-gone';
import { publishFlow, switchFlow } from '../flows.server';
import type { FlowDefinition } from '../language/flow';
import { advanceRuns } from './advance-runs.server';
import { countWays } from './count-ways';

const MINUTE = 60_000;
const database = await testDatabase();
const app = testApp(database);
const { prisma } = app.db;
const FLOWS = fc.sample(anyFlow, { numRuns: 8, seed: 58 });
const PEOPLE = 6;

/** A shop with some flows, and everybody at the beginning of each. */
async function withRuns(flows: FlowDefinition[], work: (shopId: string) => Promise<void>): Promise<void> {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => makePerson(app, shopId)));
    for (const [nth, flow] of flows.entries()) await begin(shopId, { ...flow, key: `flow-${nth}` }, people);
    await work(shopId);
  });
}

async function begin(shopId: string, flow: FlowDefinition, people: { profileId: string }[]): Promise<void> {
  const version = await publishFlow(prisma, app.clock, shopId, flow);
  await switchFlow(prisma, app.clock, shopId, flow.key, true);
  const startedAt = app.clock.now();
  const state = { ...startOf(flow, startedAt) };
  const own = { shopId, flowKey: flow.key, version, subject: { cartToken: null }, state, startedAt, dueAt: startedAt };
  await prisma.flowRun.createMany({ data: people.map(({ profileId }) => ({ ...own, id: app.ids.next(), profileId })) });
}

/** What the stored decisions say, way by way. */
async function decided(shopId: string): Promise<string[]> {
  const runs = await prisma.flowRun.findMany({ where: { shopId }, include: { decisions: true } });
  const gone = runs.flatMap(({ flowKey, version, state, decisions }) =>
    decisions
      .flatMap(({ evaluation }) => (evaluation as unknown as { observations: Observation[] }).observations)
      .flatMap((seen) => wayGone(seen, (state as unknown as RunState).node) ?? [])
      .map(({ node, way }) => [flowKey, version, node, way].join(' ')),
  );
  const times = new Map<string, number>();
  for (const way of gone) times.set(way, (times.get(way) ?? 0) + 1);
  return [...times].map(([way, count]) => `${way}: ${count}`).sort();
}

async function counted(shopId: string): Promise<string[]> {
  const rows = await prisma.flowCount.groupBy({
    by: ['flowKey', 'version', 'node', 'way'],
    where: { shopId },
    _sum: { passed: true },
  });
  return rows.map((row) => `${row.flowKey} ${row.version} ${row.node} ${row.way}: ${row._sum.passed}`).sort();
}

describe('counting the ways that were gone', () => {
  test('says what the decisions say, whatever the flows, while time goes on', () =>
    withRuns(FLOWS, async (shopId) => {
      const before = app.clock.now();
      for (const minutes of fc.sample(fc.integer({ min: 1, max: 4_000 }), { numRuns: 10, seed: 58 })) {
        app.advance(minutes * MINUTE);
        await advanceRuns(app, shopId);
      }
      const told = await counted(shopId);
      expect(told.length).toBeGreaterThan(10);
      expect(told).toEqual(await decided(shopId));
      const ends = await prisma.flowRun.count({ where: { shopId, status: 'ended' } });
      const left = await prisma.flowCount.aggregate({
        where: { shopId, OR: [{ way: 'end' }, { way: { startsWith: 'exit:' } }] },
        _sum: { passed: true },
      });
      expect(left._sum.passed ?? 0).toBe(ends);
      const days = await prisma.flowCount.findMany({ where: { shopId }, distinct: ['day'] });
      expect(days.every(({ day }) => day >= new Date(before.toISOString().slice(0, 10)))).toBe(true);
    }));

  test('of a worker that dies while it counts nothing stays, and the next one counts it once', () =>
    withRuns(FLOWS, async (shopId) => {
      app.advance(10 * MINUTE);
      await withClient(database.appUrl, async (holder) => {
        await holder.query('BEGIN');
        await holder.query('LOCK TABLE flow_counts IN SHARE ROW EXCLUSIVE MODE');
        const dying = expect(advanceRuns(app, shopId)).rejects.toThrow();
        await killWhoWaitsFor(holder);
        await dying;
        await holder.query('ROLLBACK');
      });
      expect(await counted(shopId)).toEqual([]);
      expect(await decided(shopId)).toEqual([]);
      await advanceRuns(app, shopId);
      expect((await counted(shopId)).length).toBeGreaterThan(0);
      expect(await counted(shopId)).toEqual(await decided(shopId));
    }));

  test('by two workers at once loses nothing and holds nobody up for ever', () =>
    withRuns(FLOWS, async (shopId) => {
      app.advance(4_000 * MINUTE);
      await Promise.all([advanceRuns(app, shopId), advanceRuns(app, shopId)]);
      await advanceRuns(app, shopId);
      expect(await counted(shopId)).toEqual(await decided(shopId));
    }));

  test('names the ways in one order, whatever order they were gone in', () => {
    const step = (node: string): Step => ({
      state: { node, arrivedAt: '2026-11-29T00:00:00.000Z' },
      intents: [],
      observations: [
        { kind: 'send', node },
        { kind: 'exit-rule', key: 'out', held: true },
      ],
    });
    const stepped = ['b', 'a', 'c'].map((node) => ({ run: { flowKey: 'one', version: 1 }, step: step(node) }));
    const counts = countWays(stepped);
    expect(counts).toEqual(countWays([...stepped].reverse()));
    expect(counts.map(({ node, way }) => `${node} ${way}`)).toEqual(
      ['a', 'b', 'c'].flatMap((node) => [`${node} exit:out`, `${node} next`]),
    );
  });
});

/** Ends the server process of whoever waits for what this one holds, as soon as somebody does. */
async function killWhoWaitsFor(holder: Client): Promise<void> {
  for (;;) {
    const { rowCount } = await holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))`,
    );
    if (rowCount) return;
  }
}
