import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFlow, flowOf } from '../../../tests/factories/flows';
import { flowSchema, targetsOf, type FlowNode } from './flow';
import { abandonedCart } from './templates/abandoned-cart';

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
      'start: there is no node "elsewhere" to start with',
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
          if (node.kind === 'exit') return node;
          return node.kind === 'condition' ? { ...node, yes: first.key } : { ...node, next: first.key };
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
