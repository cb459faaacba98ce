import { unreachable } from '~/platform/errors';
import type { Intent, Rest, RunOutcome, Step } from './next-step';

export const isSend = (intent: Intent): intent is Extract<Intent, { kind: 'send' }> => intent.kind === 'send';
export const isAct = (intent: Intent): intent is Extract<Intent, { kind: 'act' }> => intent.kind === 'act';

/** How a run stands after a step: when it is looked at next, or how it ended. */
export interface RestOfRun {
  status: 'active' | 'ended';
  dueAt: Date | null;
  outcome: RunOutcome | null;
}

export function restOf({ intents }: Step, now: Date): RestOfRun {
  const rest = intents.find((intent): intent is Rest => !isSend(intent) && !isAct(intent));
  switch (rest?.kind) {
    case 'wait':
      return { status: 'active', dueAt: rest.until, outcome: null };
    case 'look-again':
      return { status: 'active', dueAt: now, outcome: null };
    case 'end':
      return { status: 'ended', dueAt: null, outcome: { ...rest.outcome } };
    case undefined:
      throw new Error('a step neither waits nor ends');
    default:
      return unreachable(rest);
  }
}
