import type { RetentionRun } from '@prisma/client';
import { recordActivity } from '~/platform/audit/activity.server';
import { addMs, minutes, type Clock, type SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { loadRetention } from './retention-settings.server';
import { retentionSteps, type Removed } from './retention-steps.server';

export interface RetentionDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  ids: Ids;
  vault: Vault;
}

const EVERY_MINUTES = 1_440;
/** Transactions of one job: a shop that has very much to let go of holds up no other for long. */
const MOST_STEPS = 100;

/**
 * Lets go, once a business day, of all that is older than the shop keeps it: in bounded transactions, each going on where the last one ended, by
 * whichever worker. What went is written down as counts. Returns when to come again.
 */
export async function enforceRetention(deps: RetentionDeps, shopId: string): Promise<Date> {
  for (let left = MOST_STEPS; left > 0; left--) if ((await takeStep(deps, shopId)) === 'done') break;
  return nextRetentionAt(deps.db.prisma, deps.clock, shopId);
}

/** When the shop's next letting go is due, or goes on: the first one a day after the app came, so that its rules can be read before. */
export async function nextRetentionAt(db: Db, clock: Clock, shopId: string): Promise<Date> {
  const run = await db.retentionRun.findUnique({ where: { shopId } });
  if (run) return run.step === null && run.lastDoneAt ? nextAfter(run.lastDoneAt) : clock.now();
  const { installedAt } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { installedAt: true } });
  return installedAt ? nextAfter(installedAt) : clock.now();
}

const nextAfter = (doneAt: Date): Date => addMs(doneAt, minutes(EVERY_MINUTES));

function takeStep(deps: RetentionDeps, shopId: string): Promise<'more' | 'done'> {
  return deps.db.transaction(async (tx) => {
    const run = await holdRun(deps, tx, shopId);
    const at = retentionSteps.findIndex(({ name }) => name === run.step);
    const step = retentionSteps[at];
    if (!step) return 'done';
    const settings = await loadRetention(tx, shopId);
    const { removed, next } = await step.take({ deps, tx, shopId, settings, cursor: run.cursor });
    const total = sum(run.removed as Removed, removed);
    const following = next === null ? (retentionSteps[at + 1]?.name ?? null) : step.name;
    await tx.retentionRun.update({ where: { shopId }, data: { step: following, cursor: next, removed: total } });
    if (following === null) await finish(deps, tx, shopId, total);
    return following === null ? 'done' : 'more';
  });
}

/** The shop's run, held until the transaction ends; begun anew where the last one is a day ago. Nothing to do: its step is null. */
async function holdRun({ clock }: RetentionDeps, tx: Db, shopId: string): Promise<RetentionRun> {
  const now = clock.now();
  const [first] = retentionSteps;
  await tx.$executeRaw`
    INSERT INTO retention_runs ("shopId", "begunAt", "step") VALUES (${shopId}::uuid, ${now}, ${first?.name}) ON CONFLICT DO NOTHING`;
  await tx.$queryRaw`SELECT 1 FROM retention_runs WHERE "shopId" = ${shopId}::uuid FOR UPDATE`;
  const run = await tx.retentionRun.findUniqueOrThrow({ where: { shopId } });
  if (run.step !== null || (run.lastDoneAt && nextAfter(run.lastDoneAt) > now)) return run;
  const data = { begunAt: now, step: first?.name ?? null, cursor: null, removed: {} };
  return tx.retentionRun.update({ where: { shopId }, data });
}

const sum = (one: Removed, other: Removed): Removed =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((kind) => [
      kind,
      (one[kind as keyof Removed] ?? 0) + (other[kind as keyof Removed] ?? 0),
    ]),
  );

async function finish(deps: RetentionDeps, tx: Db, shopId: string, removed: Removed): Promise<void> {
  await tx.retentionRun.update({ where: { shopId }, data: { lastDoneAt: deps.clock.now() } });
  const went = Object.fromEntries(Object.entries(removed).filter(([, count]) => count > 0));
  if (Object.keys(went).length) await recordActivity(deps, tx, shopId, { kind: 'retention-enforced', details: went });
}
