import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFlow, flowOf } from '../../../../tests/factories/flows';
import type { Rule } from '~/customers/rules/rule';
import { flowSchema } from './flow';
import { targetsOf, type FlowNode } from './node';
import { abandonedCart } from '../templates/abandoned-cart';

const exit: FlowNode = { kind: 'exit', key: 'done' };
const delay = (key: string, next: string): FlowNode => ({ kind: 'delay', key, minutes: 10, after: 'arrival', next });
const send = (key: string, next: string): FlowNode => ({
  kind: 'send',
  key,
  template: 'a-mail',
  expiresAfterMinutes: 60,
  next,
});
const fork = (key: string, yes: string, no: string): FlowNode => ({
  kind: 'condition',
  key,
  when: { kind: 'any', rules: [] },
  yes,
  no,
});

/** What the schema says is wrong, each as "path: message". */
function problemsOf(flow: unknown): string[] {
  const result = flowSchema.safeParse(flow);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('a flow', () => {
  test('of the starter kind is taken as it is', () => {
    expect(problemsOf(abandonedCart)).toEqual([]);
    expect(flowSchema.parse(abandonedCart)).toEqual(abandonedCart);
  });

  test('whose ways meet again is no circle', () => {
    const nodes = [fork('fork', 'a', 'b'), delay('a', 'mail'), delay('b', 'mail'), send('mail', 'done'), exit];
    expect(problemsOf(flowOf(nodes))).toEqual([]);
  });

  test('that only leads onwards is always taken', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(problemsOf(flow)).toEqual([]);
      }),
    );
  });
});

describe('a flow is refused, with the node and the remedy, when', () => {
  test('it runs in a circle', () => {
    const nodes = [delay('wait', 'mail'), send('mail', 'fork'), fork('fork', 'done', 'wait'), exit];
    expect(problemsOf(flowOf(nodes))).toEqual([
      'nodes: "wait" → "mail" → "fork" → "wait" runs in a circle; lead one of them to an exit',
    ]);
  });

  test('a node leads to itself', () => {
    expect(problemsOf(flowOf([delay('wait', 'wait'), exit]))).toEqual([
      'nodes: "wait" → "wait" runs in a circle; lead one of them to an exit',
    ]);
  });

  test('a way ends nowhere', () => {
    expect(problemsOf(flowOf([fork('fork', 'done', 'gone'), exit]))).toEqual([
      'nodes.0: "fork" leads to "gone", which is no node; choose one that is',
    ]);
  });

  test('two nodes have one key', () => {
    const twice = flowOf([delay('wait', 'done'), delay('wait', 'done'), exit]);
    expect(problemsOf(twice)).toEqual(['nodes.1: two nodes have the key "wait"; give each its own']);
  });

  test('it starts with no node', () => {
    expect(problemsOf(flowOf([exit], { start: 'elsewhere' }))).toEqual([
      'start: there is no node "elsewhere" to start with; choose one that is',
    ]);
  });

  test('nothing leads to a node', () => {
    expect(problemsOf(flowOf([delay('wait', 'done'), send('mail', 'done'), exit]))).toEqual([
      'nodes.1: nothing leads to "mail"; lead a node to it or take it away',
    ]);
  });

  test('shares of everybody are not everybody', () => {
    const branches = [
      { key: 'a', share: 5_000, next: 'done' },
      { key: 'b', share: 4_000, next: 'done' },
    ];
    expect(problemsOf(flowOf([{ kind: 'lots', key: 'draw', branches }, exit]))).toEqual([
      'nodes.0: the shares of "draw" add up to 90 %; make them 100 % together',
    ]);
  });

  test('two branches have one key', () => {
    const when: Rule = { kind: 'all', rules: [] };
    const branches = [0, 1].map(() => ({ key: 'a', when, next: 'done' }));
    expect(problemsOf(flowOf([{ kind: 'split', key: 'fork', branches, otherwise: 'done' }, exit]))).toEqual([
      'nodes.0: two branches of "fork" have the key "a"; give each its own',
    ]);
  });

  test('it has several faults: all are named at once', () => {
    const nodes = [delay('wait', 'gone'), send('mail', 'lost'), exit];
    expect(problemsOf(flowOf(nodes, { start: 'nowhere' }))).toHaveLength(3);
  });

  test('any one way of a sound flow is bent back to where it came from', () => {
    const bent = anyFlow
      .filter((flow) => flow.nodes.length > 1)
      .map((flow) => {
        const [first, ...rest] = flow.nodes as [FlowNode, ...FlowNode[]];
        const back = (node: FlowNode): FlowNode => {
          if (node.kind === 'condition') return { ...node, yes: first.key };
          if (node.kind === 'wait-for') return { ...node, timedOut: first.key };
          if (node.kind === 'split') return { ...node, otherwise: first.key };
          if (node.kind === 'lots')
            return { ...node, branches: node.branches.map((branch) => ({ ...branch, next: first.key })) };
          return node.kind === 'exit' ? node : { ...node, next: first.key };
        };
        return { ...flow, nodes: [back(first), ...rest] };
      });
    fc.assert(
      fc.property(bent, (flow) => {
        expect(problemsOf(flow).join()).toContain('runs in a circle');
      }),
    );
  });
});

describe('what a flow is made of is looked at closely:', () => {
  const change = (changes: object) => ({ ...abandonedCart, ...changes });
  const wait = (changes: object) => flowOf([{ ...delay('wait', 'done'), ...changes }, exit]);

  test.each([
    ['a key with spaces', change({ key: 'Abandoned Cart' }), 'key: small letters, digits and dashes'],
    ['no name', change({ name: '' }), 'name:'],
    ['no event that starts it', change({ trigger: { ...abandonedCart.trigger, events: [] } }), 'trigger.events:'],
    ['an event nobody knows', change({ trigger: { ...abandonedCart.trigger, events: ['moon'] } }), 'trigger.events.0'],
    ['a rule about an unknown fact', change({ exits: [{ key: 'x', when: { kind: 'fact', fact: 'age' } }] }), 'exits.0'],
    ['no nodes', change({ nodes: [] }), 'nodes:'],
    ['a node of no known kind', change({ nodes: [{ kind: 'sms', key: 'sms' }] }), 'nodes.0'],
    ['a delay of no time', wait({ minutes: 0 }), 'nodes.0.minutes'],
    ['a delay of half a minute', wait({ minutes: 0.5 }), 'nodes.0.minutes'],
    ['a delay of more than 90 days', wait({ minutes: 129_601 }), 'nodes.0.minutes'],
    ['a delay after an unknown instant', wait({ after: 'lunch' }), 'nodes.0.after'],
  ])('%s', (_what, flow, where) => {
    expect(problemsOf(flow).join('\n')).toContain(where);
  });
});

test('the targets of a node are where it may lead', () => {
  expect(targetsOf(exit)).toEqual([]);
  expect(targetsOf(delay('wait', 'done'))).toEqual(['done']);
  expect(targetsOf(fork('fork', 'a', 'b'))).toEqual(['a', 'b']);
});
