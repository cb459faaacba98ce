import { parseJsonOfAnyDepth } from '~/platform/storable';
import type { z } from 'zod';
import type { ApiScope } from '~/ops/api-scopes';
import type { Clock } from '~/platform/clock/clock';
import type { Services } from '~/services.server';
import type { Notify } from '../notify.server';
import { refusedAnswer, refusedBody, type ErrorCode } from './answers';
import type { Caller } from './find-caller.server';

export type ApiDeps = Pick<Services, 'db' | 'vault' | 'ids' | 'systemClock' | 'logger' | 'models'> & { clock: Clock };

/** A request whose key is known, within its limits, and may do what is asked. */
export interface ApiCall {
  caller: Caller;
  /** Empty where none is needed. */
  body: string;
  query: URLSearchParams;
  /** `Idempotency-Key`. */
  idempotencyKey: string | null;
  notify: Notify;
}

export interface ApiAnswer {
  status: number;
  body: unknown;
}

interface AnswerShape {
  description: string;
  schema: z.ZodType;
}

/** One address of the API: the router serves from this, and the document is written from this, so that the two cannot differ. */
export interface ApiRoute {
  method: 'get' | 'post';
  path: string;
  summary: string;
  /** Any one of them is enough; none: no key is asked for. */
  scopes: readonly ApiScope[];
  query?: { name: string; description: string }[];
  body?: { schema: z.ZodType; largestBytes: number };
  /** What it answers by itself; what every address may answer stands in `usualAnswers`. */
  answers: Record<number, AnswerShape>;
  handle(deps: ApiDeps, call: ApiCall): Promise<ApiAnswer>;
}

const refusal = (description: string): AnswerShape => ({ description, schema: refusedAnswer });

export const INVALID = { 400: refusal('The request cannot be read, or a field of it is wrong') };

const GUARDED = {
  401: refusal('No key, one that was revoked, or one of a shop that is no more'),
  403: refusal('The key lacks the scope'),
  429: refusal('The key made too many requests: `Retry-After` says when to go on'),
  503: refusal('Nothing is kept: try again after `Retry-After` seconds'),
};

const WITH_BODY = {
  ...INVALID,
  413: refusal('The body is too large'),
  415: refusal('The body’s encoding is not known'),
};

/** What an address answers before and beside its own work. */
export const usualAnswers = ({ scopes, body }: ApiRoute): Record<number, AnswerShape> =>
  Object.assign({}, scopes.length ? GUARDED : {}, body ? WITH_BODY : {});

export const refuse = (status: number, code: ErrorCode, message: string, field?: string): ApiAnswer => ({
  status,
  body: refusedBody(code, message, field ?? null),
});

export const invalid = (field: string, problem: string): ApiAnswer =>
  refuse(400, 'invalid', `${field || 'The body'} ${problem}`, field);

export type ReadJson = { kind: 'read'; value: unknown } | { kind: 'unreadable' };

export function readJson(text: string): ReadJson {
  try {
    return { kind: 'read', value: parseJsonOfAnyDepth(text) };
  } catch {
    return { kind: 'unreadable' };
  }
}
