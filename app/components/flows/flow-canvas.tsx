import { useMemo, useRef } from 'react';
import { Controls, ReactFlow, ReactFlowProvider, type Edge, type Node, type ReactFlowInstance } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { CanvasCard } from './canvas-card';
import { CanvasWay } from './canvas-way';
import { CARD, placeFlow, type PlacedFlow } from './canvas-layout';
import { useFlowEditing } from './flow-editing';

const NODE_TYPES = { card: CanvasCard };
const EDGE_TYPES = { way: CanvasWay };
/** Below that nothing can be read. */
const SMALLEST = 0.55;
const MARGIN = 32;

/** A flow as a picture, from top to bottom: cards to be chosen, ways with a plus on each. Loaded where there is room for it. */
export default function FlowCanvas() {
  const { draft } = useFlowEditing();
  const frame = useRef<HTMLDivElement>(null);
  const placed = useMemo(() => placeFlow(draft), [draft]);
  const nodes = useMemo(() => nodesOf(placed), [placed]);
  const edges = useMemo(() => edgesOf(placed), [placed]);
  const begin = (canvas: ReactFlowInstance): void => {
    const width = frame.current?.clientWidth ?? placed.width;
    const zoom = Math.min(1, Math.max(SMALLEST, width / (placed.width + 2 * MARGIN)));
    void canvas.setViewport({ x: (width - placed.width * zoom) / 2, y: MARGIN, zoom });
  };
  return (
    <div className="flow-canvas" ref={frame}>
      <ReactFlowProvider>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onInit={(canvas) => begin(canvas)}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          deleteKeyCode={null}
          minZoom={0.2}
          maxZoom={1.5}
        >
          <Controls showInteractive={false} />
        </ReactFlow>
      </ReactFlowProvider>
    </div>
  );
}

const nodesOf = ({ cards }: PlacedFlow): Node[] =>
  cards.map(({ key, x, y }) => ({
    ...{ id: key, type: 'card', position: { x, y }, data: { key }, ...CARD },
    draggable: false,
  }));

const edgesOf = ({ ways }: PlacedFlow): Edge[] =>
  ways.map(({ id, place, to, points, label }) => ({
    ...{ id, type: 'way', source: place.node ?? '(begin)', target: to },
    data: { place, points, label },
  }));
