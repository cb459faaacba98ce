/** When a rule is in force: from its start, until just before its end. Null: for ever on that side. */
export interface RuleTimes {
  startsAt: Date | null;
  endsAt: Date | null;
}

const startOf = ({ startsAt }: RuleTimes): number => startsAt?.getTime() ?? -Infinity;
const endOf = ({ endsAt }: RuleTimes): number => endsAt?.getTime() ?? Infinity;

/** Whether there is a moment, from `now` on, in which both are in force. */
export const meet = (one: RuleTimes, other: RuleTimes, now: Date): boolean =>
  Math.max(startOf(one), startOf(other), now.getTime()) < Math.min(endOf(one), endOf(other));

/** How many of the others are in force together, at the most, at some moment of one's time from `now` on. */
export function mostAlongside(one: RuleTimes, others: readonly RuleTimes[], now: Date): number {
  const meeting = others.filter((other) => meet(one, other, now));
  // The most are in force where one of them begins, or where the time that is looked at does.
  const moments = [one, ...meeting].map((each) => Math.max(startOf(each), startOf(one), now.getTime()));
  return Math.max(...moments.map((at) => meeting.filter((each) => startOf(each) <= at && at < endOf(each)).length));
}

export type RuleState = 'in-force' | 'to-come' | 'over';

export function stateAt(times: RuleTimes, now: Date): RuleState {
  if (endOf(times) <= now.getTime()) return 'over';
  return startOf(times) > now.getTime() ? 'to-come' : 'in-force';
}
