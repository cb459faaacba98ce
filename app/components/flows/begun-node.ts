import type { FlowNode } from '~/decisions/flows/language/node';
import { unreachable } from '~/platform/errors';

/** What the shop has that new steps can name. */
export interface Offered {
  mails: readonly { key: string }[];
  endpoints: readonly { id: string }[];
}

interface Begun {
  key: string;
  /** What comes next. */
  onward: string;
  /** Where other ways lead. */
  exit: string;
  offered: Offered;
}

const DAY_MINUTES = 1_440;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const HALF = 5_000;

/** A step as it begins: with what is wanted most often. */
export function begunNode(kind: FlowNode['kind'], { key, onward, exit, offered }: Begun): FlowNode {
  switch (kind) {
    case 'delay':
      return { kind, key, minutes: DAY_MINUTES, after: 'arrival', next: onward };
    case 'wait-until':
      return { kind, key, minuteOfDay: 600, weekdays: EVERY_DAY, zone: 'person', next: onward };
    case 'wait-for':
      return {
        ...{ kind, key, events: [{ event: 'order_placed' }] },
        ...{ minutes: 3 * DAY_MINUTES, happened: exit, timedOut: onward },
      };
    case 'condition':
      return { kind, key, when: HAS_ORDERED, yes: onward, no: exit };
    case 'split':
      return { kind, key, branches: [{ key: 'first', when: HAS_ORDERED, next: onward }], otherwise: exit };
    case 'lots':
      return {
        ...{ kind, key },
        branches: [
          { key: 'a', share: HALF, next: onward },
          { key: 'b', share: HALF, next: exit },
        ],
      };
    case 'send':
      return { kind, key, template: offered.mails[0]?.key ?? '', expiresAfterMinutes: DAY_MINUTES, next: onward };
    case 'set-property':
      return { kind, key, property: '', value: 'yes', next: onward };
    case 'tag':
      return { kind, key, change: 'add', tag: '', next: onward };
    case 'webhook':
      return { kind, key, endpoint: offered.endpoints[0]?.id ?? '', next: onward };
    case 'exit':
      return { kind, key };
    default:
      return unreachable(kind);
  }
}

const HAS_ORDERED = {
  ...{ kind: 'all' as const },
  rules: [{ kind: 'fact' as const, fact: 'orders.count' as const, is: 'at-least' as const, value: 1 }],
};
