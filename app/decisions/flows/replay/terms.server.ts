import { liveSegments } from '~/customers/segments/live-segments.server';
import { withSegments } from '~/customers/segments/with-segments';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { FlowDefinition } from '../language/flow';
import { dayRuleOf, nextLook, type DayTrigger } from '../runner/day-looks';
import { stirredBy } from '../stirred-by';
import type { ShopPast } from './past';
import type { ReplayTerms } from './scene';

export interface ReplayWindow {
  from: Date;
  until: Date;
}

/** What is replayed: a definition over a window. Segments that a day’s rule speaks of are those of now. */
export async function termsOf(
  db: Db,
  shopId: string,
  { timezone }: Pick<ShopPast, 'timezone'>,
  definition: FlowDefinition,
  { from, until }: ReplayWindow,
): Promise<ReplayTerms> {
  const { trigger } = definition;
  const days =
    trigger.kind === 'day' ? await daysOf(db, shopId, trigger, looks(trigger, timezone, { from, until })) : null;
  return { definition, stirredBy: stirredBy(definition), from: from.getTime(), until: until.getTime(), days };
}

async function daysOf(db: Db, shopId: string, trigger: DayTrigger, at: number[]): Promise<ReplayTerms['days']> {
  const segments = new Map((await liveSegments(db, shopId)).map(({ id, rule }) => [id, rule]));
  return { at, rule: withSegments(dayRuleOf(trigger), segments) };
}

function looks(trigger: DayTrigger, timezone: string, { from, until }: ReplayWindow): number[] {
  const times: number[] = [];
  for (let at = nextLook(trigger, timezone, from); at <= until; at = nextLook(trigger, timezone, addMs(at, 1)))
    times.push(at.getTime());
  return times;
}
