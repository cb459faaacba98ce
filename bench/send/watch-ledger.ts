import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_EVERY_MS = 250;
/** What is counted costs the database time that what is measured would have. */
const COUNT_EVERY_MS = 1_000;

const OPEN = `FROM messages WHERE "state" IN ('planned', 'claimed', 'requested', 'unknown')`;

/** Resolves when as many messages as are expected are there and none of them is under way any more. Throws when that takes too long. */
export async function untilSent(owner: pg.Client, expected: number, withinMs: number): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const { rows } = await owner.query<{ isOpen: boolean }>(`SELECT EXISTS (SELECT ${OPEN}) AS "isOpen"`);
    if (!rows[0]?.isOpen && (await countOf(owner, 'FROM messages')) >= expected) return;
    if (performance.now() > giveUpAt) {
      const [open, all] = [await countOf(owner, OPEN), await countOf(owner, 'FROM messages')];
      const told = `${open} messages are under way and ${all} of ${expected} are planned`;
      throw new Error(`after ${withinMs / 1_000} s ${told}`);
    }
    await sleep(COUNT_EVERY_MS);
  }
}

/** The first of those that wait; null: none does. */
export async function nextPlannedAt(
  owner: pg.Client,
): Promise<{ waiting: number; others: number; dueAt: Date | null }> {
  const { rows } = await owner.query<{ waiting: number; others: number; dueAt: Date | null }>(
    `SELECT count(*) FILTER (WHERE "state" = 'planned')::int AS waiting, count(*) FILTER (WHERE "state" <> 'planned')::int AS others,
       min("dueAt") FILTER (WHERE "state" = 'planned') AS "dueAt"
     ${OPEN}`,
  );
  return rows[0] ?? { waiting: 0, others: 0, dueAt: null };
}

const LONGEST_LOOK_MS = 20_000;

/** Resolves when a worker has in hand whatever is due by now, or when that takes long: both may wait for answers. */
export async function untilUnderWay(owner: pg.Client, now: Date): Promise<void> {
  const giveUpAt = performance.now() + LONGEST_LOOK_MS;
  for (;;) {
    const { waiting, dueAt } = await nextPlannedAt(owner);
    if (waiting === 0 || (dueAt && dueAt > now) || performance.now() > giveUpAt) return;
    await sleep(LOOK_EVERY_MS / 5);
  }
}

async function countOf(owner: pg.Client, from: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(`SELECT count(*)::int AS count ${from}`);
  return rows[0]?.count ?? 0;
}

/** How many messages stand in each state. */
export async function states(owner: pg.Client): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ state: string; count: number }>(
    'SELECT "state", count(*)::int AS count FROM messages GROUP BY 1',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
