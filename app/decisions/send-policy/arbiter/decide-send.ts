import { mayMail } from '~/customers/consent/consent';
import type { SendDecision } from '../message';
import { LATER_RULES } from './later-rules';
import { NEVER_RULES } from './never-rules';
import type { SendFacts } from './send-facts';
import type { Saw, SendRuleName, Verdict } from './send-rule';

/** What a rule said, with what it looked at: kept with the message, so that "why" is told from what was. */
export interface RuleAnswer {
  rule: SendRuleName;
  saw: Saw;
  verdict: Verdict['kind'];
}

export interface Arbitration {
  decision: SendDecision;
  /** Of every rule, in the order of their rank, whichever of them decided. */
  answers: RuleAnswer[];
}

const RULES = [...NEVER_RULES, ...LATER_RULES];

/**
 * Whether a message goes now, later or never: the one arbiter that all flows and campaigns of a shop ask. Pure. What makes it pointless comes first,
 * then what forbids it, then what only delays it; the first rule that stands against it decides. A delay beyond the message's expiry shows as `expired`
 * when its time comes.
 */
export function arbitrate(facts: SendFacts): Arbitration {
  const judged = RULES.map((rule) => ({ rule, verdict: rule.judge(facts) }));
  return {
    decision: decisionOf(
      judged.map(({ verdict }) => verdict).find(({ kind }) => kind !== 'passes'),
      facts,
    ),
    answers: judged.map(({ rule, verdict }) => ({ rule: rule.name, saw: rule.saw(facts), verdict: verdict.kind })),
  };
}

export const decideSend = (facts: SendFacts): SendDecision => arbitrate(facts).decision;

function decisionOf(against: Verdict | undefined, facts: SendFacts): SendDecision {
  if (against && against.kind !== 'passes') return against;
  const consent = mayMail(facts.consent);
  if (!consent.allowed) throw new Error('a message without consent got past the rule that stops it');
  return { kind: 'send', consentSeq: consent.entrySeq };
}
