import type { Random } from '../random';

/**
 * What may go wrong with a request to the API:
 * - `rate-limit` (429), `server-error` (500), `unavailable` (503): answered at once, nothing is taken;
 * - `reset-connection`: the connection is cut without an answer, nothing is taken;
 * - `accepted-then-timeout`: everything is done as asked, but no answer ever comes;
 * - `rejected-then-timeout`: nothing is taken, and no answer ever comes;
 * - `half-batch-fails`: each second message of a batch (from the second on) is refused with `errorCode`, default 101;
 * - `slow`: done as asked, answered `delayMs` (system time) later.
 */
export const faultKinds = [
  'rate-limit',
  'server-error',
  'unavailable',
  'reset-connection',
  'accepted-then-timeout',
  'rejected-then-timeout',
  'half-batch-fails',
  'slow',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `send`: POST /email and its kin; `read`: GET requests; `any`: every request. */
export type FaultScope = 'send' | 'read' | 'any';

export interface Fault {
  kind: FaultKind;
  delayMs: number;
  errorCode: number;
}

export interface FaultOrder {
  kind: FaultKind;
  /** How many matching requests meet it; default 1. */
  count?: number;
  /** Default `send`. */
  scope?: FaultScope;
  delayMs?: number;
  errorCode?: number;
}

/** A share of all matching requests meets a fault, drawn by seed. */
export interface FaultMix {
  /** From 0 to 1. */
  rate: number;
  kinds: readonly FaultKind[];
  scope?: FaultScope;
  delayMs?: number;
  /** Of half a batch; default 101. */
  errorCode?: number;
}

export interface FaultDesk {
  /** The next matching requests meet this; orders are served in turn, before the mix is asked. */
  next(order: FaultOrder): void;
  mix(mix: FaultMix | null): void;
  clear(): void;
  /** The fault for a request that has just come in. */
  draw(method: string, path: string): Fault | null;
}

export function createFaultDesk(random: Random): FaultDesk {
  const orders: { fault: Fault; scope: FaultScope; left: number }[] = [];
  let mixed: FaultMix | null = null;

  return {
    next({ kind, count = 1, scope = 'send', delayMs = 0, errorCode = 101 }) {
      if (!Number.isInteger(count) || count < 1)
        throw new RangeError(`faults.next: count ${count} is not a whole number ≥ 1.`);
      if (kind === 'slow' && delayMs <= 0) throw new RangeError('faults.next: a slow answer needs delayMs > 0.');
      orders.push({ fault: { kind, delayMs, errorCode }, scope, left: count });
    },
    mix(mix) {
      if (mix && (mix.rate < 0 || mix.rate > 1 || mix.kinds.length === 0))
        throw new RangeError('faults.mix: rate must lie in 0..1 and kinds must not be empty.');
      mixed = mix;
    },
    clear() {
      orders.length = 0;
      mixed = null;
    },
    draw(method, path) {
      const index = orders.findIndex((order) => matches(order.scope, method, path));
      const order = orders[index];
      if (order) {
        order.left -= 1;
        if (order.left === 0) orders.splice(index, 1);
        return order.fault;
      }
      if (!mixed || !matches(mixed.scope ?? 'send', method, path) || random() >= mixed.rate) return null;
      const kind = mixed.kinds[Math.floor(random() * mixed.kinds.length)] as FaultKind;
      return { kind, delayMs: mixed.delayMs ?? 0, errorCode: mixed.errorCode ?? 101 };
    },
  };
}

function matches(scope: FaultScope, method: string, path: string): boolean {
  if (scope === 'any') return true;
  return scope === 'send' ? isSend(method, path) : method === 'GET';
}

export const isSend = (method: string, path: string) => method === 'POST' && /^\/email(\/|$)/i.test(path);
