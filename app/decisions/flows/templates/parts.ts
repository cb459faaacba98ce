import type { EventType } from '~/capture/events/event';
import type { FactRule, HappenedRule, Rule } from '~/customers/rules/rule';
import type { FlowDefinition } from '../language/flow';
import type { NodeOf } from '../language/node';

/** In minutes, as everything a flow waits for. */
export const HOUR = 60;
export const DAY = 1_440;

export const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });
export const any = (...rules: Rule[]): Rule => ({ kind: 'any', rules });
export const not = (rule: Rule): Rule => ({ kind: 'not', rule });
export const ALWAYS: Rule = all();

export const fact = (key: FactRule['fact'], is: FactRule['is'], value: FactRule['value']): Rule => ({
  ...{ kind: 'fact', fact: key, is, value },
});
export const happened = (event: EventType, atLeast: number, within: HappenedRule['within']): Rule => ({
  ...{ kind: 'happened', event, atLeast, within },
});

export const HAS_ADDRESS = fact('profile.hasAddress', 'is', true);

/** Who took their consent back is out at once, and not only skipped. */
export const CONSENT_LOST = { key: 'consent-lost', when: fact('consent.marketing', 'is', 'withdrawn') };
export const ORDERED = { key: 'ordered', when: happened('order_placed', 1, 'run') };
/** Of a flow that begins with an order. */
export const ORDERED_AGAIN = { key: 'ordered-again', when: happened('order_placed', 2, 'run') };

export const wait = (key: string, minutes: number, next: string): NodeOf<'delay'> => ({
  ...{ kind: 'delay', key, minutes, after: 'arrival', next },
});
/** A mail is worth sending for so long. */
export const mail = (key: string, template: string, next: string, expiresAfterMinutes = DAY): NodeOf<'send'> => ({
  ...{ kind: 'send', key, template, expiresAfterMinutes, next },
});
export const END: NodeOf<'exit'> = { kind: 'exit', key: 'done' };

/** A flow to begin with, and why it is as it is. */
export interface FlowTemplate {
  definition: FlowDefinition;
  /** What it is good for, in a sentence. */
  purpose: string;
  /** Why it waits as long as it does. */
  why: string;
  /** It begins with this one of the usual segments, which is made where the shop has none of that name. */
  segment?: string;
}
