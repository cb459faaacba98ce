import type { Prisma } from '@prisma/client';
import type { FactValue } from '~/customers/rules/facts';
import { evaluate } from '~/customers/rules/evaluate';
import type { Rule } from '~/customers/rules/rule';
import type { Db } from '~/platform/db/db.server';
import type { FlowFacts } from '../engine/requests';
import type { LiveFlow } from '../flows.server';

/** Why somebody who set off a flow did not enter it, as it was then. Instants are ISO 8601. */
export type TurnedAway =
  /** `missing`: which parts of the trigger's rule did not hold, by their places; none: it has no parts. */
  | { kind: 'rule'; missing: number[]; facts: Record<string, FactValue> }
  /** `againFrom`: when they may come again; null: never. */
  | { kind: 'again'; endedAt: string; againFrom: string | null };

/** What of a trigger's rule did not hold. */
export function failedBy(when: Rule, facts: FlowFacts): TurnedAway {
  const parts = when.kind === 'all' ? when.rules : [];
  const missing = parts.flatMap((part, place) => (evaluate(part, facts) ? [] : [place]));
  return { kind: 'rule', missing, facts: { ...facts } };
}

/**
 * Keeps that somebody was turned away: of each flow and person the last time, and how often. Of a visitor without an address nothing is kept: nobody could
 * have written to them.
 */
export async function noteTurnedAway(
  db: Db,
  { shopId, profileId, at }: { shopId: string; profileId: string; at: Date },
  { key, version }: Pick<LiveFlow, 'key' | 'version'>,
  why: TurnedAway,
): Promise<void> {
  if (why.kind === 'rule' && why.facts['profile.hasAddress'] === false) return;
  const json = why as unknown as Prisma.InputJsonObject;
  await db.flowTurnedAway.upsert({
    where: { shopId_flowKey_profileId: { shopId, flowKey: key, profileId } },
    create: { shopId, flowKey: key, profileId, version, at, why: json },
    update: { version, at, why: json, times: { increment: 1 } },
  });
}

/** When somebody who was in the flow lately left it, and when they may come again. */
export async function notAgainYet(
  db: Db,
  { shopId, profileId }: { shopId: string; profileId: string },
  { key, definition: { again } }: LiveFlow,
): Promise<TurnedAway | null> {
  const last = await db.flowRun.findFirst({
    where: { shopId, profileId, flowKey: key, endedAt: { not: null } },
    orderBy: { endedAt: 'desc' },
    select: { endedAt: true },
  });
  if (!last?.endedAt) return null;
  const againFrom =
    again === 'never' ? null : new Date(last.endedAt.getTime() + again.afterMinutes * 60_000).toISOString();
  return { kind: 'again', endedAt: last.endedAt.toISOString(), againFrom };
}
