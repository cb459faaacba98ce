import type { Request, Response } from 'express';
import type { Fault } from '../faults/faults';
import type { LoggedMessage } from '../log/entries';
import { ApiError } from './api-error';

/** One request to the API on its way through the stand-in. */
export interface Call {
  requestId: number;
  /** The request's body; empty when it is larger than Postmark takes. */
  bytes: Buffer;
  /** How many bytes came. */
  size: number;
  body: Body;
  isTooLarge: boolean;
  /** What the body says it wants to send, read without judging it. */
  messages: LoggedMessage[];
  fault: Fault | null;
  isReset: boolean;
}

/** A request's body as JSON, read once. */
export type Body = { kind: 'empty' } | { kind: 'json'; value: unknown } | { kind: 'garbage' };

export function readJson(bytes: Buffer): Body {
  if (bytes.length === 0) return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch {
    return { kind: 'garbage' };
  }
}

export const callOf = (res: Response): Call => res.locals.call as Call;

/** The body as JSON; nothing at all is `undefined`. */
export function jsonOf({ body }: Call): unknown {
  if (body.kind === 'garbage') throw new ApiError(402, 'Invalid JSON: the request body could not be read.');
  return body.kind === 'json' ? body.value : undefined;
}

/** Query parameters. Postmark's pages write them in lower case and its client in camel case, so case does not matter. */
export interface Query {
  get(name: string): string | undefined;
  /** All parameters whose name begins so, without the beginning. */
  withPrefix(prefix: string): { key: string; value: string }[];
}

export function queryOf(req: Request): Query {
  const pairs = [...new URL(req.originalUrl, 'http://localhost').searchParams].map(([name, value]) => ({
    key: name.toLowerCase(),
    value,
  }));
  return {
    get: (name) => pairs.find(({ key }) => key === name)?.value,
    withPrefix: (prefix) =>
      pairs
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, value }) => ({ key: key.slice(prefix.length), value })),
  };
}

/** `count` and `offset`, which the lists of messages and bounces insist on. */
export function pageOf(query: Query, errorCode: number): { count: number; offset: number } {
  const [count, offset] = ['count', 'offset'].map((name) => {
    const text = query.get(name);
    if (text === undefined) throw new ApiError(errorCode, `Parameter '${name}' is required but was left out.`);
    if (!/^\d+$/.test(text))
      throw new ApiError(errorCode, `Parameter '${name}' should be an integer greater than or equal to zero.`);
    return Number(text);
  }) as [number, number];
  if (count > 500) throw new ApiError(errorCode, "Parameter 'count' may be at most 500.");
  if (count + offset > 10_000) throw new ApiError(errorCode, 'Count + offset cannot exceed 10,000.');
  return { count, offset };
}
