import {
  CalendarTimeIcon,
  ClockIcon,
  CodeIcon,
  EmailIcon,
  ExitIcon,
  HashtagIcon,
  PersonSegmentIcon,
  PlayCircleIcon,
  QuestionCircleIcon,
  DataTableIcon,
  MergeIcon,
  StopCircleIcon,
} from '@shopify/polaris-icons';
import type { FlowNode } from '~/decisions/flows/language/node';

export type StepKind = FlowNode['kind'];

export const KIND_ICONS: Record<StepKind, typeof ClockIcon> = {
  delay: ClockIcon,
  'wait-until': CalendarTimeIcon,
  'wait-for': PlayCircleIcon,
  condition: QuestionCircleIcon,
  split: MergeIcon,
  lots: DataTableIcon,
  send: EmailIcon,
  'set-property': PersonSegmentIcon,
  tag: HashtagIcon,
  webhook: CodeIcon,
  exit: StopCircleIcon,
};

export const TRIGGER_ICON = PlayCircleIcon;
export const EXITS_ICON = ExitIcon;

/** What kinds are called where a step is chosen, and what each is good for. */
export const KIND_WORDS: Record<StepKind, { name: string; says: string }> = {
  send: { name: 'Mail', says: 'Writes to the person' },
  delay: { name: 'Wait', says: 'For minutes, hours or days' },
  'wait-until': { name: 'Wait for a time of day', says: 'By the clock of the person or the shop' },
  'wait-for': { name: 'Wait for something to happen', says: 'At most for a while; then another way' },
  condition: { name: 'Question', says: 'One way for yes, another for no' },
  split: { name: 'Several ways by rules', says: 'The first that fits' },
  lots: { name: 'Several ways by lot', says: 'Each with its share of the people' },
  'set-property': { name: 'Set a property', says: 'Notes something about the person' },
  tag: { name: 'Tag at Shopify', says: 'Puts it on the customer, or takes it away' },
  webhook: { name: 'Tell a program', says: 'At an address of yours' },
  exit: { name: 'End', says: 'The flow ends here' },
};

/** In the order in which they are wanted. An end is no step to add: ways are led to it. */
export const ADDED_KINDS: StepKind[] = [
  ...(['send', 'delay', 'wait-until', 'wait-for', 'condition', 'split', 'lots'] as const),
  ...(['set-property', 'tag', 'webhook'] as const),
];
