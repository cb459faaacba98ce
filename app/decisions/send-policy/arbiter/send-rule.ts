import type { DeferReason, SkipReason } from '../message';
import type { SendFacts } from './send-facts';

/** What a rule looked at, as it was then: plain values, instants in ISO 8601. */
export type Saw = Readonly<Record<string, string | number | boolean | null>>;

export type Verdict =
  { kind: 'passes' } | { kind: 'skip'; reason: SkipReason } | { kind: 'defer'; until: Date; reason: DeferReason };

export type SendRuleName =
  | (
      | 'address'
      | 'consent'
      | 'mailbox'
      | 'pause'
      | 'topic'
      | 'order'
      | 'flow'
      | 'campaign'
      | 'cart'
      | 'same-cart'
      | 'stock'
      | 'price'
      | 'offer'
      | 'hold-out'
      | 'expiry'
    )
  | ('consent-being-read' | 'store-ahead' | 'flow-understood' | 'all-sending' | 'stop-loss' | 'campaign-going')
  | ('sender' | 'domain' | 'shared-limit' | 'priority')
  | ('topic-cap' | 'cap' | 'budget' | 'quiet-hours' | 'code');

/** One thing that can stand against a message. Pure. */
export interface SendRule {
  name: SendRuleName;
  saw(facts: SendFacts): Saw;
  judge(facts: SendFacts): Verdict;
}

export const PASSES: Verdict = { kind: 'passes' };
export const skip = (reason: SkipReason): Verdict => ({ kind: 'skip', reason });
export const later = (until: Date, reason: DeferReason): Verdict => ({ kind: 'defer', until, reason });
export const told = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
