import { evaluate } from '~/customers/rules/evaluate';
import type { FactValue } from '~/customers/rules/facts';
import type { KnownPerson, PastEvent } from '~/customers/rules/known-person';
import { isMeant } from '~/customers/rules/measure';
import type { Rule } from '~/customers/rules/rule';
import { addMs, minutes } from '~/platform/clock/clock';
import type { FlowFacts } from '../engine/requests';
import type { FlowDefinition } from '../language/flow';
import { beginningEvents } from '../language/trigger';

/** An event told later than this starts nothing: what it would remind of is a day old. */
const LATEST_START_MINUTES = 1_440;

export const mayStart = (occurredAt: Date, now: Date): boolean =>
  occurredAt >= addMs(now, -minutes(LATEST_START_MINUTES));

/** Whether a flow's trigger means an event: of which type it is, and what stands in it. */
export const meansEvent = (
  flow: Pick<FlowDefinition, 'key' | 'trigger'>,
  event: PastEvent,
  about: Pick<KnownPerson, 'goods'>,
): boolean => beginningEvents(flow).some((choice) => choice.event === event.type && isMeant(choice, event, about));

type Again = FlowDefinition['again'];

/** Who left the flow after this instant may not come again at `now`. */
export const notSince = (again: Again, now: Date): Date =>
  again === 'never' ? new Date(0) : addMs(now, -minutes(again.afterMinutes));

/** When somebody who left may come again, in ISO 8601; null: never. */
export const againFrom = (again: Again, endedAt: Date): string | null =>
  again === 'never' ? null : addMs(endedAt, minutes(again.afterMinutes)).toISOString();

/** Whether the trigger makes a run begin again: it happened since the run began, and nothing was sent. */
export const isNewer = (occurredAt: Date, { startedAt }: { startedAt: Date }): boolean => occurredAt > startedAt;

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
