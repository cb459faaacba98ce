import { addMs, minutes } from '~/platform/clock/clock';
import type { SendFacts } from './send-facts';
import { later, PASSES, type SendRule, type Verdict } from './send-rule';

/** How long a message waits before it looks again whether sending goes on. */
const LOOK_AGAIN_MINUTES = 15;
/** The most mails of one shop that leave by the shared domain within 24 hours: its name is other shops', too. */
export const SHARED_A_DAY = 50;
export const SHARED_WINDOW_MINUTES = 1_440;

export const soon = (now: Date): Date => addMs(now, minutes(LOOK_AGAIN_MINUTES));

/** What the rules about the way out look at: the same for mail with and without advertising. */
export type WayOutFacts = Pick<SendFacts, 'now' | 'isToShop' | 'sentBySharedAt'> & {
  rules: Pick<SendFacts['rules'], 'wayOut'>;
};

/** Until a shop writes from a domain of its own. */
export const WAY_OUT_RULES: readonly SendRule[] = [
  {
    name: 'domain',
    saw: ({ rules, isToShop }) => ({ wayOut: rules.wayOut, isToShop }),
    judge: judgeDomain,
  },
  {
    name: 'shared-limit',
    saw: ({ rules, sentBySharedAt }) => ({
      most: rules.wayOut === 'shared' ? SHARED_A_DAY : null,
      sent: sentBySharedAt.length,
    }),
    judge: judgeSharedLimit,
  },
];

export function judgeDomain({ now, rules, isToShop }: WayOutFacts): Verdict {
  if (rules.wayOut === 'own' || rules.wayOut === 'shared') return PASSES;
  return rules.wayOut === 'only-shop' && isToShop ? PASSES : later(soon(now), { code: 'domain-not-verified' });
}

/** There is room again when the oldest of as many as there may be is a day old. */
export function judgeSharedLimit({ now, rules, sentBySharedAt }: WayOutFacts): Verdict {
  const counted = rules.wayOut === 'shared' ? sentBySharedAt[SHARED_A_DAY - 1] : undefined;
  const until = counted && addMs(counted, minutes(SHARED_WINDOW_MINUTES));
  if (!until || now >= until) return PASSES;
  return later(until, { code: 'shared-limit', most: SHARED_A_DAY, until: until.toISOString() });
}
