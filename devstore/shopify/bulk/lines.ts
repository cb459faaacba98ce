import type { SeededRandom } from '../../store-data/seeded-random';
import type { ShapePlan } from './analyse';

/** One line of a result: an object without its connections, and the id of the object it belongs to. */
export interface ResultLine {
  text: string;
  /** 0 for objects of the root connection. */
  depth: number;
}

type JsonObject = Record<string, unknown>;

/** Takes a result apart: nodes of connections become lines of their own that name their parent, each right after it. */
export function toLines(data: unknown, plan: ShapePlan): ResultLine[] {
  const lines: ResultLine[] = [];
  if (isObject(data)) collect(data, plan, { parentId: null, depth: 0 }, lines);
  return lines;
}

interface Place {
  /** Null at the root. */
  parentId: string | null;
  depth: number;
}

/** Adds the lines of all connections under `holder`. */
function collect(holder: JsonObject, plan: ShapePlan, place: Place, lines: ResultLine[]): void {
  for (const [key, nested] of plan.objects) {
    const object = holder[key];
    if (isObject(object)) collect(object, nested, { ...place, parentId: idOf(object) ?? place.parentId }, lines);
  }
  for (const [key, nested] of plan.connections) {
    for (const node of nodesOf(holder[key])) {
      lines.push({ text: lineOf(node, nested, place.parentId), depth: place.depth });
      collect(node, nested, { parentId: idOf(node) ?? place.parentId, depth: place.depth + 1 }, lines);
    }
  }
}

function idOf(object: JsonObject): string | undefined {
  return typeof object.id === 'string' ? object.id : undefined;
}

function nodesOf(connection: unknown): JsonObject[] {
  if (!isObject(connection) || !Array.isArray(connection.edges)) return [];
  return connection.edges.flatMap((edge: unknown) => (isObject(edge) && isObject(edge.node) ? [edge.node] : []));
}

function lineOf(node: JsonObject, plan: ShapePlan, parentId: string | null): string {
  const text = JSON.stringify(withoutConnections(node, plan));
  return parentId === null ? text : `${text.slice(0, -1)},"__parentId":${JSON.stringify(parentId)}}`;
}

function withoutConnections(object: JsonObject, plan: ShapePlan): JsonObject {
  if (plan.connections.size === 0 && plan.objects.size === 0) return object;
  const kept = Object.entries(object).filter(([key]) => !plan.connections.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, nestedValue(value, plan.objects.get(key))]));
}

function nestedValue(value: unknown, plan: ShapePlan | undefined): unknown {
  return plan && isObject(value) ? withoutConnections(value, plan) : value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lines that wait for the end of the file at most, so that memory stays bounded. */
const maxHeldBack = 2000;
const heldBackShare = 0.02;

/** How the lines of a result that is not grouped lie: in any order, or at least each parent before its children. */
export type LineOrder = 'any' | 'parents-first';

/**
 * Breaks the neighbourhood of parents and children, as `groupObjects: false` may: lines of a portion come in random order,
 * and a few children at the very end of the file.
 */
export function createScatter(random: SeededRandom, order: LineOrder) {
  const heldBack: ResultLine[] = [];
  const waits = (line: ResultLine): boolean => {
    const isHeld = line.depth > 0 && heldBack.length < maxHeldBack && random.chance(heldBackShare);
    if (isHeld) heldBack.push(line);
    return isHeld;
  };
  const arrange = (lines: ResultLine[]): ResultLine[] => {
    const shuffled = random.shuffle(lines);
    return order === 'any' ? shuffled : shuffled.sort((a, b) => a.depth - b.depth);
  };
  return {
    scatter: (lines: ResultLine[]): ResultLine[] => arrange(lines.filter((line) => !waits(line))),
    rest: (): ResultLine[] => arrange(heldBack),
  };
}
