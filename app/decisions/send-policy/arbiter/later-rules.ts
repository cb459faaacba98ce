import { addMs, minutes } from '~/platform/clock/clock';
import { endOfQuietHours } from './quiet-hours';
import type { SendFacts } from './send-facts';
import { later, PASSES, told, type SendRule, type Verdict } from './send-rule';
import { soon, WAY_OUT_RULES } from './way-out-rules';

export const BUDGET_DAYS = 7;
const BUDGET_MINUTES = BUDGET_DAYS * 1_440;

/** Who reads what holds an address lets its mails be asked about at once (`askAnew`): so long waits only what was in hand just then. */
const READ_WITHIN_MINUTES = 5;

/** What only delays a message, in the order of their rank. */
export const LATER_RULES: readonly SendRule[] = [
  {
    name: 'consent-being-read',
    saw: ({ isHeld }) => ({ isBeingRead: isHeld }),
    judge: ({ isHeld, now }) =>
      isHeld ? later(addMs(now, minutes(READ_WITHIN_MINUTES)), { code: 'consent-being-read' }) : PASSES,
  },
  {
    name: 'store-ahead',
    saw: ({ storeAhead }) => ({ what: storeAhead }),
    judge: ({ storeAhead, now }) =>
      storeAhead === null ? PASSES : later(addMs(now, minutes(5)), { code: 'store-ahead', what: storeAhead }),
  },
  {
    name: 'flow-understood',
    saw: ({ isFlowUnderstood }) => ({ isUnderstood: isFlowUnderstood }),
    judge: ({ isFlowUnderstood, now }) =>
      isFlowUnderstood ? PASSES : later(soon(now), { code: 'flow-not-understood' }),
  },
  {
    name: 'all-sending',
    saw: ({ rules }) => ({ isPaused: rules.isPaused }),
    judge: ({ rules, now }) => (rules.isPaused ? later(soon(now), { code: 'all-sending-paused' }) : PASSES),
  },
  {
    name: 'campaign-going',
    saw: ({ campaign }) => ({ isPaused: campaign?.state === 'paused' }),
    judge: ({ campaign, now }) =>
      campaign?.state === 'paused' ? later(soon(now), { code: 'campaign-paused' }) : PASSES,
  },
  {
    name: 'stop-loss',
    saw: ({ rules }) => ({ stoppedFor: rules.stoppedFor }),
    judge: ({ rules, now }) =>
      rules.stoppedFor === null ? PASSES : later(soon(now), { code: 'stop-loss', why: rules.stoppedFor }),
  },
  {
    name: 'sender',
    saw: ({ rules }) => ({ hasSender: rules.hasSender }),
    judge: ({ rules, now }) => (rules.hasSender ? PASSES : later(soon(now), { code: 'sender-not-set-up' })),
  },
  ...WAY_OUT_RULES,
  {
    name: 'priority',
    saw: ({ priority, makesWayUntil }) => ({ priority, higherDueAt: told(makesWayUntil) }),
    judge: ({ now, makesWayUntil }) =>
      makesWayUntil && now < makesWayUntil
        ? later(makesWayUntil, { code: 'makes-way', until: makesWayUntil.toISOString() })
        : PASSES,
  },
  {
    name: 'topic-cap',
    saw: ({ topic }) => ({
      ...{ topic: topic?.name ?? null, minutesBetween: topic?.minutesBetween ?? null },
      lastSentAt: told(topic?.lastSentAt),
    }),
    judge: judgeTopicCap,
  },
  {
    name: 'cap',
    saw: ({ sentAt, rules, person }) => ({
      ...{ lastSentAt: told(sentAt[0]), minutesBetween: rules.frequencyCapMinutes },
      personsMinutesBetween: person.minutesBetween,
    }),
    judge: judgeCap,
  },
  {
    name: 'budget',
    saw: (facts) => ({ most: facts.rules.weeklyBudget, sent: inBudget(facts).length }),
    judge: judgeBudget,
  },
  {
    name: 'quiet-hours',
    saw: ({ rules: { quiet, timezone }, person }) => ({
      ...{ fromMinute: quiet?.fromMinute ?? null, untilMinute: quiet?.untilMinute ?? null },
      ...{ timezone: person.timezone ?? timezone, isPersons: person.timezone !== null },
    }),
    judge({ now, rules: { quiet, timezone: shops }, person }) {
      const timezone = person.timezone ?? shops;
      const until = quiet && endOfQuietHours(now, quiet, timezone);
      return until ? later(until, { code: 'quiet-hours', timezone }) : PASSES;
    },
  },
  {
    // The last: a code is not looked for while something else is in the way. Who brings codes lets the mail be asked about; the minutes are for one that
    // was in hand just then.
    name: 'code',
    saw: ({ offer }) => ({
      offer: offer?.name ?? null,
      hasOwn: offer?.hasOwn ?? null,
      hasFree: offer?.hasFree ?? null,
    }),
    judge: ({ now, offer }) =>
      offer === null || offer.hasOwn || offer.hasFree
        ? PASSES
        : later(addMs(now, minutes(10)), { code: 'no-code-left', offer: offer.name }),
  },
];

function judgeTopicCap({ now, topic }: SendFacts): Verdict {
  if (!topic?.lastSentAt) return PASSES;
  const { name, minutesBetween: capMinutes, lastSentAt } = topic;
  const until = addMs(lastSentAt, minutes(capMinutes));
  if (now >= until) return PASSES;
  return later(until, { code: 'topic-cap', topic: name, lastSentAt: lastSentAt.toISOString(), capMinutes });
}

/** The larger of the shop's cap and the person's decides. */
function judgeCap({ now, rules, person, sentAt: [lastSentAt] }: SendFacts): Verdict {
  const isPersons = (person.minutesBetween ?? 0) > rules.frequencyCapMinutes;
  const capMinutes = isPersons ? (person.minutesBetween ?? 0) : rules.frequencyCapMinutes;
  const until = lastSentAt && addMs(lastSentAt, minutes(capMinutes));
  if (!until || now >= until) return PASSES;
  const code = isPersons ? 'person-frequency' : 'frequency-cap';
  return later(until, { code, lastSentAt: lastSentAt.toISOString(), capMinutes });
}

/** Mails that count against the budget now. */
const inBudget = ({ now, sentAt }: SendFacts): Date[] =>
  sentAt.filter((at) => at > addMs(now, -minutes(BUDGET_MINUTES)));

/** There is room again when the oldest of as many as there may be is a week old. */
function judgeBudget(facts: SendFacts): Verdict {
  const { weeklyBudget: most } = facts.rules;
  const counted = most === null ? undefined : inBudget(facts)[most - 1];
  if (most === null || !counted) return PASSES;
  return later(addMs(counted, minutes(BUDGET_MINUTES)), { code: 'weekly-budget', most });
}
