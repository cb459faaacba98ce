import type { SeededRandom } from '../../store-data/seeded-random';
import type { ShapePlan } from './analyse';

/** One line of a result: an object without its connections, and the id of the object it belongs to. */
export interface ResultLine {
  text: string;
  isRoot: boolean;
}

type JsonObject = Record<string, unknown>;

/** Takes a result apart: nodes of connections become lines of their own that name their parent, each right after it. */
export function toLines(data: unknown, plan: ShapePlan): ResultLine[] {
  const lines: ResultLine[] = [];
  if (isObject(data)) collect(data, plan, null, lines);
  return lines;
}

/** Adds the lines of all connections under `holder`; `parentId` is null at the root. */
function collect(holder: JsonObject, plan: ShapePlan, parentId: string | null, lines: ResultLine[]): void {
  for (const [key, nested] of plan.objects) {
    const object = holder[key];
    if (isObject(object)) collect(object, nested, typeof object.id === 'string' ? object.id : parentId, lines);
  }
  for (const [key, nested] of plan.connections) {
    for (const node of nodesOf(holder[key])) {
      lines.push({ text: lineOf(node, nested, parentId), isRoot: parentId === null });
      collect(node, nested, typeof node.id === 'string' ? node.id : parentId, lines);
    }
  }
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

/**
 * Breaks the neighbourhood of parents and children, as `groupObjects: false` may: lines of a portion come in random order,
 * some children before their parents, and a few at the very end of the file.
 */
export function createScatter(random: SeededRandom) {
  const heldBack: ResultLine[] = [];
  return {
    scatter(lines: ResultLine[]): ResultLine[] {
      const isKept = (line: ResultLine) => {
        const waits = !line.isRoot && heldBack.length < maxHeldBack && random.chance(heldBackShare);
        if (waits) heldBack.push(line);
        return !waits;
      };
      return random.shuffle(lines.filter(isKept));
    },
    rest: (): ResultLine[] => heldBack,
  };
}
