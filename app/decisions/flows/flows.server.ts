import type { Prisma } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { flowSchema, type FlowDefinition } from './language/flow';
import { stirredBy } from './stirred-by';

export interface LiveFlow {
  key: string;
  version: number;
  definition: FlowDefinition;
}

/**
 * A version as it is stored; null where it is none that is understood here, as after a release that speaks another language: such a one holds up its own
 * people, and no other flow of the shop.
 */
export function readFlow(stored: unknown): FlowDefinition | null {
  const parsed = flowSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** The flows that are on, each in its live version, as far as that is understood. */
export async function liveFlows(db: Db, shopId: string): Promise<LiveFlow[]> {
  // Asked for each event: one statement.
  const rows = await db.$queryRaw<{ key: string; version: number; definition: unknown }[]>`
    SELECT f."key", v."version", v."definition" FROM flows f
    JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion"
    WHERE f."shopId" = ${shopId}::uuid AND f."isOn"`;
  return rows.flatMap(({ definition: stored, ...row }) => {
    const definition = readFlow(stored);
    return definition ? [{ ...row, definition }] : [];
  });
}

/** One version of a flow. Throws when it does not exist: runs hold on to theirs. */
export async function flowDefinition(
  db: Db,
  shopId: string,
  flowKey: string,
  version: number,
): Promise<FlowDefinition> {
  const row = await db.flowVersion.findUniqueOrThrow({
    where: { shopId_flowKey_version: { shopId, flowKey, version } },
  });
  return flowSchema.parse(row.definition);
}

/** The same; null where it is not understood here. */
export async function understoodFlow(
  db: Db,
  shopId: string,
  flowKey: string,
  version: number,
): Promise<FlowDefinition | null> {
  const row = await db.flowVersion.findUniqueOrThrow({
    where: { shopId_flowKey_version: { shopId, flowKey, version } },
  });
  return readFlow(row.definition);
}

/**
 * Stores a definition as the flow's newest and live version; the same definition again changes nothing. Runs finish on the version they
 * began on.
 */
export async function publishFlow(db: Db, clock: Clock, shopId: string, raw: unknown): Promise<number> {
  const definition = flowSchema.parse(raw);
  const { key } = definition;
  const known = await db.flow.findUnique({ where: { shopId_key: { shopId, key } } });
  if (known && (await isSame(db, shopId, key, known.liveVersion, definition))) return known.liveVersion;
  const version = (await newestVersion(db, shopId, key)) + 1;
  const now = clock.now();
  const row = { liveVersion: version, updatedAt: now };
  await db.flow.upsert({ where: { shopId_key: { shopId, key } }, create: { shopId, key, ...row }, update: row });
  const json = definition as unknown as Prisma.InputJsonObject;
  const own = { definition: json, stirredBy: stirredBy(definition), createdAt: now };
  await db.flowVersion.create({ data: { shopId, flowKey: key, version, ...own } });
  await wake(db, shopId, 'tell-marketing', now);
  return version;
}

/** Gives a shop a flow it does not have yet; one that it has, and may have changed, is left alone. */
export async function addFlow(db: Db, clock: Clock, shopId: string, definition: unknown): Promise<void> {
  const { key } = flowSchema.parse(definition);
  const known = await db.flow.findUnique({ where: { shopId_key: { shopId, key } } });
  if (!known) await publishFlow(db, clock, shopId, definition);
}

async function newestVersion(db: Db, shopId: string, flowKey: string): Promise<number> {
  const { _max } = await db.flowVersion.aggregate({ where: { shopId, flowKey }, _max: { version: true } });
  return _max.version ?? 0;
}

async function isSame(
  db: Db,
  shopId: string,
  key: string,
  version: number,
  definition: FlowDefinition,
): Promise<boolean> {
  return JSON.stringify(await understoodFlow(db, shopId, key, version)) === JSON.stringify(definition);
}

/** Turns a flow on or off. Off: nobody enters; those inside wait where they are until it is on again. */
export async function switchFlow(db: Db, clock: Clock, shopId: string, key: string, isOn: boolean): Promise<void> {
  const now = clock.now();
  await db.flow.update({ where: { shopId_key: { shopId, key } }, data: { isOn, updatedAt: now } });
  if (isOn) await wake(db, shopId, 'advance-runs', now);
  await wake(db, shopId, 'tell-marketing', now);
}
