import type { Rule } from '~/customers/rules/rule';
import { nextWallTime } from '../engine/local-time';
import type { Trigger } from '../language/trigger';

export type DayTrigger = Extract<Trigger, { kind: 'day' }>;

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** When it is next looked, not before an instant, whose day has come. */
export const nextLook = ({ minuteOfDay }: DayTrigger, timezone: string, from: Date): Date =>
  nextWallTime(from, { minuteOfDay, weekdays: EVERY_DAY }, timezone);

/** Of whom it holds that their day has come. */
export const dayRuleOf = ({ of, yearly, daysBefore, when }: DayTrigger): Rule => ({
  kind: 'all',
  rules: [{ kind: 'day', of, yearly, from: daysBefore, to: daysBefore }, when],
});
