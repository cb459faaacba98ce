import { refusalOf } from '../../send-policy/refusal-of';
import { next, type Intent } from '../engine/next-step';
import { isAct, isSend, restOf } from '../engine/rest-of';
import { requiredFacts } from '../engine/requests';
import { answersThen } from './answers-then';
import { consentForThen, hasAddressThen } from './known-then';
import type { Then } from './past';
import type { ReplayedMail, ReplayedRun } from './replayed';
import type { Scene } from './scene';

/** Moves the run as far as it can go, plans its mails and does what it does besides. */
export function moveRun(scene: Scene, run: ReplayedRun, then: Then): void {
  const { definition } = scene.terms;
  const now = new Date(then.at);
  const { cartToken } = run.subject;
  const requests = requiredFacts(definition, run.state);
  const facts = answersThen({ ...scene, then }, { since: run.startedAt, cartToken, requests });
  const step = next(definition, run.state, facts, now);
  run.looks.push({ at: now, evaluation: { facts, observations: step.observations } });
  for (const intent of step.intents.filter(isSend)) run.mails.push(plan(scene, run, intent, now));
  for (const intent of step.intents.filter(isAct)) act(scene, run, intent);
  const { status, outcome, dueAt } = restOf(step, now);
  Object.assign(run, { state: step.state, outcome, dueAt });
  if (status === 'active') return;
  run.endedAt = now;
  scene.run = null;
}

type Send = Extract<Intent, { kind: 'send' }>;
type Act = Extract<Intent, { kind: 'act' }>;

function plan({ past }: Scene, run: ReplayedRun, intent: Send, plannedAt: Date): ReplayedMail {
  const { step, template, offer, dueAt, expiresAt } = intent;
  const at = plannedAt.getTime();
  const reason = refusalOf(hasAddressThen(past, at), consentForThen(past, at, run.subject));
  return {
    ...{ step, template, dueAt, expiresAt, plannedAt, subject: run.subject, ...(offer ? { offer } : {}) },
    ...{ state: reason ? 'skipped' : 'waiting', reason, sentAt: null, asked: [] },
  };
}

/** A property counts from then on; what is done elsewhere leaves no trace that a flow could see. */
function act({ set, terms }: Scene, run: ReplayedRun, { step, action, at }: Act): void {
  run.actions.push({ step, action, at });
  if (action.kind !== 'set-property') return;
  const { property: key, value } = action;
  set.push({ key, value, updatedAt: at.getTime(), source: `flow ${terms.definition.key}` });
}
