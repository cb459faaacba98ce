import type { CustomerEvent } from '~/capture/events/event';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import { factsFor } from '~/customers/rules/measure';
import type { Rule } from '~/customers/rules/rule';
import { unreachable } from '~/platform/errors';
import { startOf } from '../engine/next-step';
import { isAboutCarts, subjectOf, type RunSubject } from '../run-subject';
import { againFrom, failedBy, isNewer, mayStart, meansEvent, notSince } from '../runner/entering';
import { answersThen } from './answers-then';
import { knownThen } from './known-then';
import type { Then, ToldEvent } from './past';
import type { ReplayedRun } from './replayed';
import { isInFlow, lastEnd, type Scene } from './scene';

/** Lets an event start a run, and stirs the one under way. */
export function offer(scene: Scene, event: ToldEvent, then: Then): void {
  const { definition, stirredBy } = scene.terms;
  const now = new Date(then.at);
  if (mayStart(new Date(event.at), now) && meansEvent(definition, event, scene.shop)) enter(scene, event, then);
  if (scene.run && stirs(event, stirredBy)) scene.run.dueAt = now;
}

/** What befalls an order is told with the whole order, which is looked at as if it had just been placed. */
const stirs = ({ type }: ToldEvent, stirredBy: readonly string[]): boolean =>
  stirredBy.includes(type) || (type.startsWith('order_') && stirredBy.includes('order_placed'));

function enter(scene: Scene, event: ToldEvent, then: Then): void {
  const { trigger } = scene.terms.definition;
  const asked = { since: new Date(event.at), cartToken: event.cartToken, requests: requestsOf(trigger.when) };
  const facts = answersThen({ ...scene, then }, asked);
  if (!evaluate(trigger.when, facts)) {
    // Of visitors whom nobody could have written to nothing is told.
    if (facts['profile.hasAddress'] !== false)
      scene.told.turnedAway.push({ at: asked.since, why: failedBy(trigger.when, facts) });
    return;
  }
  if (scene.run) meetAgain(scene, scene.run, event, then);
  else if (!isInFlow(scene, then.at)) comeIn(scene, event, then);
}

function comeIn(scene: Scene, event: ToldEvent, then: Then): void {
  const { definition } = scene.terms;
  const startedAt = new Date(event.at);
  const endedAt = tooRecentEnd(scene, then);
  if (!endedAt) {
    begin(scene, startedAt, subjectFor(scene, event, event.cartToken), then);
    return;
  }
  const why = {
    kind: 'again',
    endedAt: endedAt.toISOString(),
    againFrom: againFrom(definition.again, endedAt),
  } as const;
  scene.told.turnedAway.push({ at: startedAt, why });
}

/** When the person left the flow, where that is too recent for them to come again. */
export function tooRecentEnd(scene: Scene, { at }: Then): Date | null {
  const endedAt = lastEnd(scene, at);
  return endedAt && endedAt > notSince(scene.terms.definition.again, new Date(at)) ? endedAt : null;
}

function subjectFor({ terms }: Scene, event: ToldEvent, cartToken: string | null): RunSubject {
  const { properties } = event as unknown as Pick<CustomerEvent, 'properties'>;
  return subjectOf({ properties }, isAboutCarts(terms.definition) ? cartToken : null);
}

/** Begins a run. */
export function begin(scene: Scene, startedAt: Date, subject: RunSubject, then: Then): void {
  const run: ReplayedRun = {
    ...{ startedAt, subject, state: startOf(scene.terms.definition, startedAt), dueAt: new Date(then.at) },
    ...{ endedAt: null, outcome: null, looks: [], mails: [], actions: [] },
  };
  scene.run = run;
  scene.told.runs.push(run);
}

/** What the trigger does for somebody who is in the flow. */
function meetAgain(scene: Scene, run: ReplayedRun, event: ToldEvent, then: Then): void {
  const { definition } = scene.terms;
  const subject = subjectFor(scene, event, event.cartToken ?? run.subject.cartToken);
  const startedAt = new Date(event.at);
  switch (definition.meanwhile) {
    case 'nothing':
      return;
    case 'follow':
      if (subject.cartToken && run.subject.cartToken !== subject.cartToken) run.subject = subject;
      return;
    case 'restart':
      if (!isNewer(startedAt, run) || run.mails.length > 0) return;
      Object.assign(run, { subject, startedAt, state: startOf(definition, startedAt), dueAt: new Date(then.at) });
      return;
    default:
      unreachable(definition.meanwhile);
  }
}

/** Begins a run for somebody to whom the flow’s day has come. */
export function beginDay(scene: Scene, then: Then): void {
  const { days } = scene.terms;
  if (!days || scene.run || isInFlow(scene, then.at)) return;
  if (!holdsThen(scene, days.rule, then)) return;
  if (!tooRecentEnd(scene, then)) begin(scene, new Date(then.at), { cartToken: null }, then);
}

/** Whether a rule that asks about no cart held of somebody. */
export function holdsThen(scene: Scene, rule: Rule, then: Then): boolean {
  const known = knownThen({ ...scene, then, cartToken: null, requests: requestsOf(rule) });
  return evaluate(rule, factsFor(rule, known, { at: new Date(then.at), timeZone: scene.shop.timezone }));
}
