import { describeFact } from '~/customers/rules/facts';
import { sentence, type Speaker } from '~/customers/rules/sentence';
import type { Rule } from '~/customers/rules/rule';
import { unreachable } from '~/platform/errors';
import type { EventChoice } from '../flows/engine/requests';
import type { FlowDraft } from '../flows/language/flow';
import type { FlowNode, NodeOf } from '../flows/language/node';
import type { Trigger } from '../flows/language/trigger';
import { END } from '../flows/language/ways';
import { capitalised, countWords, keyWords, spanWords } from './spoken-shop';

/** How a shop calls what flows name. */
export interface FlowSpeaker extends Speaker {
  /** A document by its key. */
  mail?: (key: string) => string;
  /** Where a program of the merchant's is told. */
  endpoint?: (id: string) => string;
}

/** In place of what a version says that is not understood here. */
export const VERSION_UNKNOWN =
  'By a version of the flow that this release of Kindred cannot read, so it is not said here what it does.';

/** In place of a flow itself that is live in such a version. */
export const FLOW_UNREAD =
  'What is live of this flow was written by another release of Kindred, and this one cannot read it. Publish a version that it can read, or wait for the release that wrote it.';

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

const isAlways = (rule: Rule): boolean => rule.kind === 'all' && rule.rules.length === 0;

/** `order placed or checkout started`. */
export const eventsWords = (events: readonly EventChoice[], speaker: Speaker = {}): string =>
  anyOf.format(
    events.map((choice) =>
      sentence({ kind: 'happened', ...choice, atLeast: 1, within: 'ever' }, speaker).replace(/ ever$/, ''),
    ),
  );

/** How a flow begins, as a sentence without its full stop. */
export function triggerWords(trigger: Trigger, speaker: FlowSpeaker = {}): string {
  const condition = isAlways(trigger.when) ? '' : `, if ${sentence(trigger.when, speaker)}`;
  return `${capitalised(beginningWords(trigger, speaker))}${condition}`;
}

/** What sets a flow off, without what must be so besides. */
export function beginningWords(trigger: Trigger, speaker: FlowSpeaker = {}): string {
  switch (trigger.kind) {
    case 'event':
      return eventsWords(trigger.events, speaker);
    case 'day':
      return dayWords(trigger);
    case 'prediction':
      return `“${keyWords(trigger.prediction)}” goes ${trigger.crosses} through ${Math.round(trigger.line * 100)} %`;
    case 'catalogue':
      return catalogueWords(trigger);
    case 'asked':
      return 'Shopify Flow asks for it';
    default:
      return unreachable(trigger);
  }
}

type OfCatalogue = Extract<Trigger, { kind: 'catalogue' }>;

const WHOM: Record<OfCatalogue['whom'], string> = {
  asked: 'they asked to be told of',
  viewed: 'they looked at',
  'in-cart': 'in their cart',
};

function catalogueWords({ change, whom, withinDays, atLeastPercent = 0, atMostUnits = 0 }: OfCatalogue): string {
  const turn = {
    'back-in-stock': 'is back in stock',
    'price-drop': `costs ${atLeastPercent} % less or lower still`,
    'low-stock': `runs low: ${countWords(atMostUnits, 'piece')} or fewer`,
  }[change];
  const since = whom === 'asked' ? '' : ` in the last ${countWords(withinDays, 'day')}`;
  return `a product ${WHOM[whom]}${since} ${turn}`;
}

function dayWords({ of, yearly, daysBefore, minuteOfDay }: Extract<Trigger, { kind: 'day' }>): string {
  const day = 'fact' in of ? describeFact(of.fact).words : `“${of.property}”`;
  const days = countWords(Math.abs(daysBefore), 'day');
  const when = daysBefore === 0 ? 'on' : `${days} ${daysBefore > 0 ? 'before' : 'after'}`;
  return `${when} ${day}${yearly ? ' each year' : ''}, at ${clockWords(minuteOfDay)}`;
}

/** `09:05`, as it stands on a clock. */
export const clockWords = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;

/** What a step does, in one line. */
export function nodeWords(node: FlowNode, speaker: FlowSpeaker = {}): string {
  switch (node.kind) {
    case 'delay':
      return delayWords(node);
    case 'wait-until':
      return `Waits until it is ${clockWords(node.minuteOfDay)}${weekdayWords(node.weekdays)}, by ${node.zone === 'person' ? 'the person’s clock' : 'the shop’s clock'}`;
    case 'wait-for':
      return `Waits for “${eventsWords(node.events, speaker)}”, ${spanWords(node.minutes)} at most`;
    case 'condition':
      return `Is it so that ${sentence(node.when, speaker)}?`;
    case 'split':
      return `The first of ${countWords(node.branches.length, 'way')} that fits, else another`;
    case 'lots':
      return `By lot: ${node.branches.map(({ share }) => percentOf(share)).join(', ')}`;
    case 'send':
      return `Sends “${speaker.mail?.(node.template) ?? keyWords(node.template)}”`;
    case 'set-property':
      return node.value === null
        ? `Takes away “${node.property}”`
        : `Sets “${node.property}” to “${String(node.value)}”`;
    case 'tag':
      return `${node.change === 'add' ? 'Puts' : 'Takes away'} the tag “${node.tag}” at Shopify`;
    case 'webhook':
      return `Tells ${speaker.endpoint?.(node.endpoint) ?? 'your program'}`;
    case 'exit':
      return 'The flow ends here';
    default:
      return unreachable(node);
  }
}

function delayWords({ minutes, after }: NodeOf<'delay'>): string {
  return after === 'arrival'
    ? `Waits ${spanWords(minutes)}`
    : `Waits until ${spanWords(minutes)} after ${describeFact(after).words}`;
}

const percentOf = (share: number): string => `${share / 100} %`;

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** ` on Monday and Friday`; nothing where it is every day. */
function weekdayWords(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort();
  if (days.length === 7) return '';
  if (days.join() === '1,2,3,4,5') return ' on a weekday';
  if (days.join() === '6,7') return ' at the weekend';
  return ` on ${anyOf.format(days.map((day) => DAYS[day - 1] ?? ''))}`;
}

/** What stands at a way that leads on: nothing where there is only one. */
export function wayWords(node: FlowNode, way: string): string {
  const key = way.replace(/^branch:/, '');
  switch (node.kind) {
    case 'condition':
      return way === 'yes' ? 'Yes' : 'No';
    case 'wait-for':
      return way === 'happened' ? 'It happened' : 'It did not';
    case 'split':
      return way === 'otherwise' ? 'None of them' : capitalised(keyWords(key));
    case 'lots': {
      const branch = node.branches.find((each) => each.key === key);
      return branch ? `${capitalised(keyWords(key))}, ${percentOf(branch.share)}` : keyWords(key);
    }
    default:
      return way === END ? 'Ended' : '';
  }
}

/** Who may come again, and what the trigger does meanwhile. */
export function againWords({ again, meanwhile }: Pick<FlowDraft, 'again' | 'meanwhile'>): string {
  const often =
    again === 'never'
      ? 'Each person once'
      : again.afterMinutes === 0
        ? 'Again and again'
        : `Again ${spanWords(again.afterMinutes)} after they left`;
  const inside = {
    nothing: 'it changes nothing for who is in it',
    follow: 'who is in it goes on with the newer cart',
    restart: 'who is in it begins again, unless a mail was sent',
  }[meanwhile];
  return `${often}; ${inside}`;
}
