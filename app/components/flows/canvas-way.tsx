import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { wayWords } from '~/decisions/explanations/flow-words';
import { numberWords } from '~/ops/recommendations/number-words';
import { AddStep } from './add-step';
import { useFlowEditing } from './flow-editing';
import { nodeOf, type Place } from './graph-edits';

interface Point {
  x: number;
  y: number;
}

interface WayData extends Record<string, unknown> {
  place: Place;
  points: Point[];
  label: Point;
}

/** A way from card to card with its name, how many went it, and a plus. */
export function CanvasWay({ id, data, sourceX, sourceY, targetX, targetY }: EdgeProps) {
  const { draft, page, isFixed } = useFlowEditing();
  const { place, points, label } = data as WayData;
  const from = place.node === null ? undefined : nodeOf(draft, place.node);
  const words = from ? wayWords(from, place.way) : '';
  const times = (place.node !== null && page.numbers.steps[place.node]?.ways[place.way]) || 0;
  const inner = points.slice(1, -1);
  const path = rounded([{ x: sourceX, y: sourceY }, ...inner, { x: targetX, y: targetY }]);
  return (
    <>
      <BaseEdge id={id} path={path} />
      <EdgeLabelRenderer>
        <div
          className="flow-way nopan"
          style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
        >
          {(words || times > 0) && (
            <span className="flow-way__words">
              {words}
              {times > 0 && (
                <span className="flow-way__times">
                  {words && ' · '}
                  {numberWords(times, page.shop.locale)}
                </span>
              )}
            </span>
          )}
          {!isFixed && <AddStep place={place} />}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

const RADIUS = 12;

/** A line through points, its corners rounded. */
function rounded(points: Point[]): string {
  const [first, ...rest] = squared(points);
  if (!first) return '';
  return rest.reduce((path, point, index) => {
    const next = rest[index + 1];
    if (!next) return `${path} L ${point.x} ${point.y}`;
    const before = index === 0 ? first : (rest[index - 1] as Point);
    const entry = towards(point, before);
    const exit = towards(point, next);
    return `${path} L ${entry.x} ${entry.y} Q ${point.x} ${point.y} ${exit.x} ${exit.y}`;
  }, `M ${first.x} ${first.y}`);
}

/** Only down and across: each slanted piece becomes three. */
function squared(points: Point[]): Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (!before || Math.abs(before.x - point.x) < 1) return [point];
    const middle = (before.y + point.y) / 2;
    return [{ x: before.x, y: middle }, { x: point.x, y: middle }, point];
  });
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
