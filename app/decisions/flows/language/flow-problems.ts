import { propertyProblem, propertyProblemWords } from '~/customers/profiles/properties';
import { describeFact } from '~/customers/rules/facts';
import { choiceProblems, problemsOf } from '~/customers/rules/problems';
import type { Rule } from '~/customers/rules/rule';
import { sameTag } from '~/customers/segments/outputs/output';
import { unreachable } from '~/platform/errors';
import type { FlowDefinition } from './flow';
import type { FlowProblem } from './graph';
import type { FlowNode, NodeOf } from './node';
import type { Trigger } from './trigger';

/** What a flow may speak of in a shop. */
export interface FlowContext {
  segmentIds: ReadonlySet<string>;
  templates: ReadonlySet<string>;
  /** Tags that segments keep on their people, and take away from everybody else. */
  segmentTags: readonly string[];
  /** Where the merchant's programs are told. */
  endpoints: ReadonlySet<string>;
  /** Offers that are on. */
  offers: ReadonlySet<string>;
}

/** Why a flow that the schema takes cannot be turned on, each with its place and the remedy. None: it can. */
export function flowProblems(flow: FlowDefinition, context: FlowContext): FlowProblem[] {
  return [
    ...triggerProblems(flow.trigger, context),
    ...flow.exits.flatMap(({ when }, index) => ruleProblems(when, ['exits', index, 'when'], context)),
    ...flow.nodes.flatMap((node, index) => nodeProblems(node, ['nodes', index], context)),
  ];
}

type Path = FlowProblem['path'];

const ruleProblems = (rule: Rule, path: Path, context: FlowContext): FlowProblem[] =>
  // A group of nothing is how "always" is said; only what is inside of groups can be forgotten.
  isAlways(rule)
    ? []
    : problemsOf(rule, context).map(({ path: inside, message }) => ({ path: [...path, ...inside], message }));

const isAlways = (rule: Rule): boolean => rule.kind === 'all' && rule.rules.length === 0;

function triggerProblems(trigger: Trigger, context: FlowContext): FlowProblem[] {
  const ofRule = ruleProblems(trigger.when, ['trigger', 'when'], context);
  switch (trigger.kind) {
    case 'event':
      return [...choicesProblems(trigger.events, ['trigger', 'events'], context), ...ofRule];
    case 'day': {
      const { of } = trigger;
      if ('property' in of || describeFact(of.fact).type === 'day') return ofRule;
      const message = `“${describeFact(of.fact).words}” is no day. Choose a birthday or a property with days.`;
      return [{ path: ['trigger', 'of'], message }, ...ofRule];
    }
    case 'prediction': {
      const message = `Nothing is predicted yet that is called “${trigger.prediction}”. Choose another trigger.`;
      return [{ path: ['trigger', 'prediction'], message }, ...ofRule];
    }
    case 'catalogue':
      return [...catalogueProblems(trigger), ...ofRule];
    case 'asked':
      return ofRule;
    default:
      return unreachable(trigger);
  }
}

/** What each turn of the catalogue has to say about itself. */
function catalogueProblems({
  change,
  whom,
  atLeastPercent,
  atMostUnits,
}: Extract<Trigger, { kind: 'catalogue' }>): FlowProblem[] {
  const found: [string, string][] = [];
  if (change === 'price-drop' && atLeastPercent === undefined)
    found.push(['atLeastPercent', 'Say by how many per cent the price must be lower at least.']);
  if (change === 'low-stock' && atMostUnits === undefined)
    found.push(['atMostUnits', 'Say at how many pieces stock is low.']);
  if (whom === 'asked' && change !== 'back-in-stock')
    found.push([
      'whom',
      'People ask to be told when something is back. Choose those who looked at it or have it in their cart.',
    ]);
  return found.map(([field, message]) => ({ path: ['trigger', field], message }));
}

function choicesProblems(
  choices: Extract<Trigger, { kind: 'event' }>['events'],
  path: Path,
  { segmentIds }: FlowContext,
): FlowProblem[] {
  return choices.flatMap((choice, index) => {
    const gone = (choice.where ?? []).some(
      ({ field, value }) => field === 'segment' && [value].flat().some((id) => !segmentIds.has(String(id))),
    );
    const messages = gone ? ['The segment it names is not there any more. Choose another.'] : choiceProblems(choice);
    return messages.map((message) => ({ path: [...path, index], message }));
  });
}

function nodeProblems(node: FlowNode, path: Path, context: FlowContext): FlowProblem[] {
  const named = (message: string): FlowProblem[] => [{ path, message: `“${node.key}”: ${message}` }];
  switch (node.kind) {
    case 'delay':
      return node.after === 'arrival' || describeFact(node.after).type === 'instant'
        ? []
        : named(`“${describeFact(node.after).words}” is no point in time. Count from one that is.`);
    case 'wait-for':
      return choicesProblems(node.events, [...path, 'events'], context);
    case 'condition':
      return ruleProblems(node.when, [...path, 'when'], context);
    case 'split':
      return node.branches.flatMap(({ when }, index) =>
        ruleProblems(when, [...path, 'branches', index, 'when'], context),
      );
    case 'send':
      return sendProblems(node, context).flatMap(named);
    case 'set-property': {
      const problem = propertyProblem(node.property, node.value);
      return problem ? named(propertyProblemWords(problem)) : [];
    }
    case 'tag':
      return context.segmentTags.some((own) => sameTag(own, node.tag))
        ? named(`the tag “${node.tag}” is kept by a segment, which would take it away again. Choose another.`)
        : [];
    case 'webhook':
      return context.endpoints.has(node.endpoint)
        ? []
        : named('the address it tells is not there any more. Choose another, or add it in Settings.');
    default:
      return [];
  }
}

function sendProblems({ template, offer }: NodeOf<'send'>, context: FlowContext): string[] {
  return [
    ...(context.templates.has(template) ? [] : [`there is no mail “${template}”. Choose one that is there.`]),
    ...(offer === undefined || context.offers.has(offer)
      ? []
      : ['the offer whose code it carries is switched off, or not there. Choose another, or none.']),
  ];
}
