import { graphlib, layout } from '@dagrejs/dagre';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import { waysOf } from '~/decisions/flows/language/ways';
import { BEGINNING, nodeOf, type Place } from './graph-edits';
import { listOrder } from './list-order';

export const CARD = { width: 260, height: 104 };
/** Room for a way's name and its plus. */
const LABEL = { width: 150, height: 44 };
/** The card of the trigger. */
export const BEGIN = '(begin)';

interface Point {
  x: number;
  y: number;
}

export interface PlacedCard extends Point {
  /** The step’s key, or `BEGIN`. */
  key: string;
}

export interface PlacedWay {
  id: string;
  place: Place;
  to: string;
  /** From the bottom of one card to the top of another. */
  points: Point[];
  label: Point;
}

export interface PlacedFlow {
  cards: PlacedCard[];
  ways: PlacedWay[];
  width: number;
  height: number;
}

/** Where every card and way of a flow stands, from top to bottom, so that nobody has to place them. Cards by their upper left corners. */
export function placeFlow(flow: FlowDraft): PlacedFlow {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 24, edgesep: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  const keys = [BEGIN, ...listOrder(flow).map(({ node }) => node.key)];
  for (const key of keys) graph.setNode(key, { ...CARD });
  const ways = waysIn(flow);
  for (const { id, place, to } of ways) graph.setEdge(place.node ?? BEGIN, to, { ...LABEL, labelpos: 'c' }, id);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    ...{ width, height },
    cards: keys.map((key) => {
      const { x, y } = graph.node(key) as Point;
      return { key, x: x - CARD.width / 2, y: y - CARD.height / 2 };
    }),
    ways: ways.map(({ id, place, to }) => {
      const edge = graph.edge(place.node ?? BEGIN, to, id) as Point & { points: Point[] };
      return { id, place, to, points: edge.points, label: { x: edge.x, y: edge.y } };
    }),
  };
}

/** Ways that lead somewhere: one to a step that is not there is told as a problem. */
function waysIn(flow: FlowDraft): Pick<PlacedWay, 'id' | 'place' | 'to'>[] {
  const all = [
    { place: BEGINNING, to: flow.start },
    ...flow.nodes.flatMap((node) => waysOf(node).map(({ way, to }) => ({ place: { node: node.key, way }, to }))),
  ];
  return all
    .filter(({ to }) => nodeOf(flow, to))
    .map(({ place, to }) => ({ id: `${place.node ?? BEGIN} ${place.way}`, place, to }));
}
