import { expect, test } from 'vitest';
import { flowTemplates } from '~/decisions/flows/templates';
import { BEGIN, CARD, placeFlow } from './canvas-layout';

test.each(flowTemplates.map(({ definition }) => [definition.name, definition] as const))(
  'every card of “%s” stands by itself, and every way leads down',
  (_name, flow) => {
    const { cards, ways } = placeFlow(flow);
    expect(cards).toHaveLength(flow.nodes.length + 1);
    const at = new Map(cards.map((card) => [card.key, card]));
    for (const one of cards)
      for (const other of cards)
        if (one !== other)
          expect(Math.abs(one.x - other.x) >= CARD.width || Math.abs(one.y - other.y) >= CARD.height).toBe(true);
    for (const { place, to } of ways)
      expect(at.get(place.node ?? BEGIN)?.y, `${place.node} → ${to}`).toBeLessThan(at.get(to)?.y ?? 0);
  },
);

test('a way that leads to nothing is left out; the rest is still shown', () => {
  const flow = flowTemplates[0]?.definition;
  if (!flow) throw new Error('there is a template');
  const half = { ...flow, nodes: flow.nodes.filter(({ kind }) => kind !== 'exit') };
  expect(placeFlow(half).cards).toHaveLength(half.nodes.length + 1);
});
