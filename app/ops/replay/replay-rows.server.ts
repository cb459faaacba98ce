import type { FlowReplay, Prisma } from '@prisma/client';
import { z } from 'zod';
import { flowSchema, type FlowDefinition } from '~/decisions/flows/language/flow';
import type { Difference } from '~/decisions/flows/replay/compare-replays';
import type { Tally } from '~/decisions/flows/replay/tally';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** One of the variants that are replayed side by side. */
export interface ReplaySide {
  /** What it is called on the page. */
  name: string;
  definition: FlowDefinition;
}

/** What a replay comes to: a tally by side, and where there are two, how they differ. */
export interface ReplayResult {
  tallies: Tally[];
  difference: Difference;
}

const sidesSchema = z
  .array(z.object({ name: z.string(), definition: flowSchema }))
  .min(1)
  .max(2);

export const sidesOf = ({ sides }: Pick<FlowReplay, 'sides'>): ReplaySide[] => sidesSchema.parse(sides);
export const resultOf = ({ result }: Pick<FlowReplay, 'result'>): ReplayResult | null =>
  result as unknown as ReplayResult | null;

const OPEN = ['waiting', 'running'];
/** What a replay came to can be looked at for so long. */
const KEPT_DAYS = 30;

/** Replays that are not done, the oldest first. */
export const openReplays = (db: Db, shopId: string): Promise<FlowReplay[]> =>
  db.flowReplay.findMany({
    where: { shopId, state: { in: OPEN } },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  });

export const latestReplay = (db: Db, shopId: string, flowKey: string): Promise<FlowReplay | null> =>
  db.flowReplay.findFirst({ where: { shopId, flowKey }, orderBy: [{ askedAt: 'desc' }, { id: 'desc' }] });

export const replayById = (db: Db, shopId: string, flowKey: string, id: string): Promise<FlowReplay | null> =>
  db.flowReplay.findFirst({ where: { shopId, flowKey, id } });

export interface Progress {
  people: number;
  /** Null: nobody is left. */
  cursor: string | null;
  result: ReplayResult;
}

/**
 * Keeps how far a replay has come, unless somebody else was faster: what was counted is counted once, whoever dies in the middle. Returns whether it was kept.
 */
export async function keepProgress(
  db: Db,
  { shopId, id, cursor }: FlowReplay,
  { people, cursor: next, result }: Progress,
  now: Date,
): Promise<boolean> {
  const isDone = next === null;
  const { count } = await db.flowReplay.updateMany({
    where: { shopId, id, cursor, state: { in: OPEN } },
    data: {
      ...{ people, cursor: next, failures: 0, result: result as unknown as Prisma.InputJsonObject },
      ...(isDone ? { state: 'done', finishedAt: now } : { state: 'running' }),
    },
  });
  return count === 1;
}

const MOST_FAILURES = 5;

/** After as many failures in a row it is given up. */
export async function noteReplayFailure(db: Db, { shopId, id }: FlowReplay): Promise<void> {
  const { failures } = await db.flowReplay.update({
    where: { shopId_id: { shopId, id } },
    data: { failures: { increment: 1 } },
  });
  if (failures >= MOST_FAILURES)
    await db.flowReplay.update({ where: { shopId_id: { shopId, id } }, data: { state: 'failed', cursor: null } });
}

/** Lets go of what was looked at long enough. */
export async function purgeReplays(db: Db, shopId: string, now: Date): Promise<void> {
  const askedAt = { lt: addMs(now, -minutes(KEPT_DAYS * 1_440)) };
  await db.flowReplay.deleteMany({ where: { shopId, askedAt } });
}
