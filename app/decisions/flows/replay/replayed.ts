import type { FlowAction, Observation, RunOutcome } from '../engine/next-step';
import type { FlowFacts } from '../engine/requests';
import type { RunState } from '../engine/run-state';
import type { RunSubject } from '../run-subject';
import type { TurnedAway } from '../runner/entering';
import type { RuleAnswer } from '../../send-policy/arbiter/decide-send';
import type { SendDecision, SkipReason } from '../../send-policy/message';

/** One look at a run, as the runner would have kept it. */
export interface ReplayedLook {
  at: Date;
  evaluation: { facts: FlowFacts; observations: Observation[] };
}

/** One time the arbiter was asked about a mail. */
export interface ReplayedAnswer {
  at: Date;
  decision: SendDecision;
  answers: RuleAnswer[];
}

export interface ReplayedMail {
  step: string;
  template: string;
  /** The offer whose code it would have carried. */
  offer?: string;
  subject: RunSubject;
  plannedAt: Date;
  /** When it was, or is, its turn. */
  dueAt: Date;
  expiresAt: Date;
  state: 'waiting' | 'sent' | 'skipped';
  sentAt: Date | null;
  /** Why it was skipped. */
  reason: SkipReason | null;
  /** In the order in which it was asked; none where it was refused when it was planned. */
  asked: ReplayedAnswer[];
}

export interface ReplayedRun {
  startedAt: Date;
  subject: RunSubject;
  state: RunState;
  /** Null: it is under way when the window ends. */
  endedAt: Date | null;
  outcome: RunOutcome | null;
  /** When it would be looked at next. */
  dueAt: Date | null;
  looks: ReplayedLook[];
  mails: ReplayedMail[];
  actions: { step: string; action: FlowAction; at: Date }[];
}

/** A mail that really went and would have had to wait for one of the replay’s. */
export interface Collision {
  flowKey: string | null;
  stepKey: string;
  sentAt: Date;
  until: Date;
  why: string;
}

/** What a flow would have done for one person. */
export interface PersonReplay {
  id: string;
  runs: ReplayedRun[];
  turnedAway: { at: Date; why: TurnedAway }[];
  collisions: Collision[];
}
