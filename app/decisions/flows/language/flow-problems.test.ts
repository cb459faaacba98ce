import { describe, expect, test } from 'vitest';
import { flowOf } from '../../../../tests/factories/flows';
import { abandonedCart } from '../templates/abandoned-cart';
import type { FlowDefinition } from './flow';
import { flowProblems } from './flow-problems';
import type { Rule } from '~/customers/rules/rule';
import type { FlowNode } from './node';

const SEGMENT = '0192d0a0-0000-7000-8000-000000000001';
const ENDPOINT = '0192d0a0-0000-4000-8000-000000000002';
const OFFER = '0192d0a0-0000-4000-8000-000000000003';
const context = {
  segmentIds: new Set([SEGMENT]),
  templates: new Set(['abandoned-cart-first', 'abandoned-cart-second']),
  segmentTags: ['Segment: Best'],
  endpoints: new Set([ENDPOINT]),
  offers: new Set([OFFER]),
};
const problems = (flow: FlowDefinition) =>
  flowProblems(flow, context).map(({ path, message }) => `${path.join('.')}: ${message}`);
const done: FlowNode = { kind: 'exit', key: 'done' };
const always: Rule = { kind: 'all', rules: [] };
const started = (trigger: FlowDefinition['trigger']) => flowOf([done], { trigger });
const ofSegment = (value: string) =>
  started({
    kind: 'event',
    events: [{ event: 'segment_entered', where: [{ field: 'segment', is: 'is', value }] }],
    when: always,
  });

describe('a flow that says something', () => {
  test.each([
    ['of the starter kind', abandonedCart],
    ['begun by a segment', ofSegment(SEGMENT)],
    [
      'begun by a birthday',
      started({
        kind: 'day',
        of: { fact: 'profile.birthday' },
        yearly: true,
        daysBefore: 0,
        minuteOfDay: 540,
        when: always,
      }),
    ],
    [
      'begun by what is back in stock',
      started({ kind: 'catalogue', change: 'back-in-stock', whom: 'asked', withinDays: 30, when: always }),
    ],
    ['that tells a program', flowOf([{ kind: 'webhook', key: 'tell', endpoint: ENDPOINT, next: 'done' }, done])],
  ])('%s has no problems', (_what, flow) => {
    expect(problems(flow)).toEqual([]);
  });
});

describe('what says nothing is named with its place and the remedy:', () => {
  test.each<[string, FlowDefinition, string[]]>([
    [
      'a segment that is gone',
      ofSegment('0192d0a0-0000-7000-8000-00000000000f'),
      ['trigger.events.0: The segment it names is not there any more. Choose another.'],
    ],
    [
      'a custom event without a name',
      started({ kind: 'event', events: [{ event: 'custom_event' }], when: always }),
      ['trigger.events.0: Say which custom event is meant: give its name.'],
    ],
    [
      'a day that is none',
      started({ kind: 'day', of: { fact: 'profile.city' }, yearly: true, daysBefore: 0, minuteOfDay: 0, when: always }),
      ['trigger.of: “city” is no day. Choose a birthday or a property with days.'],
    ],
    [
      'a prediction that nobody makes',
      started({ kind: 'prediction', prediction: 'leaves', crosses: 'upwards', line: 0.5, when: always }),
      ['trigger.prediction: Nothing is predicted yet that is called “leaves”. Choose another trigger.'],
    ],
    [
      'a lower price without how much lower',
      started({ kind: 'catalogue', change: 'price-drop', whom: 'viewed', withinDays: 30, when: always }),
      ['trigger.atLeastPercent: Say by how many per cent the price must be lower at least.'],
    ],
    [
      'stock that runs low of which nobody can be told who asked',
      started({ kind: 'catalogue', change: 'low-stock', whom: 'asked', withinDays: 30, when: always }),
      [
        'trigger.atMostUnits: Say at how many pieces stock is low.',
        'trigger.whom: People ask to be told when something is back. Choose those who looked at it or have it in their cart.',
      ],
    ],
    [
      'an empty group in an exit',
      flowOf([done], { exits: [{ key: 'out', when: { kind: 'any', rules: [] } }] }),
      ['exits.0.when: This group is empty. Add a condition to it, or take it away.'],
    ],
    [
      'a wait from what is no point in time',
      flowOf([{ kind: 'delay', key: 'wait', minutes: 5, after: 'cart.itemCount', next: 'done' }, done]),
      ['nodes.0: “wait”: “items in the cart” is no point in time. Count from one that is.'],
    ],
    [
      'a mail that is not there',
      flowOf([{ kind: 'send', key: 'mail', template: 'gone', expiresAfterMinutes: 60, next: 'done' }, done]),
      ['nodes.0: “mail”: there is no mail “gone”. Choose one that is there.'],
    ],
    [
      'a program that is told no more',
      flowOf([{ kind: 'webhook', key: 'tell', endpoint: '0192d0a0-0000-4000-8000-00000000000f', next: 'done' }, done]),
      ['nodes.0: “tell”: the address it tells is not there any more. Choose another, or add it in Settings.'],
    ],
    [
      'a tag that a segment keeps',
      flowOf([{ kind: 'tag', key: 'label', change: 'add', tag: 'segment: best', next: 'done' }, done]),
      [
        'nodes.0: “label”: the tag “segment: best” is kept by a segment, which would take it away again. Choose another.',
      ],
    ],
    [
      'a property with a name that cannot be kept',
      flowOf([{ kind: 'set-property', key: 'mark', property: 'my tier', value: 1, next: 'done' }, done]),
      [
        'nodes.0: “mark”: “my tier” is no name for a property: letters, digits, dots, dashes and underscores, at most 128.',
      ],
    ],
    [
      'a rule in a branch',
      flowOf([
        {
          kind: 'split',
          key: 'fork',
          branches: [{ key: 'a', when: { kind: 'segment', id: 'gone' }, next: 'done' }],
          otherwise: 'done',
        },
        done,
      ]),
      ['nodes.0.branches.0.when: The segment it names is not there any more. Choose another.'],
    ],
  ])('%s', (_what, flow, expected) => {
    expect(problems(flow)).toEqual(expected);
  });
});
