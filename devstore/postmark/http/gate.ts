import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { FaultKind } from '../faults/faults';
import { systemNowMs, type PostmarkWorld } from '../world';
import { ApiError } from './api-error';
import { type Call, callOf } from './call';
import { refuseAll } from './refuse-all';

/** Lets a request through, or makes it fail as its fault, the rate limit or its outer form demand. */
export function gate(world: PostmarkWorld): RequestHandler {
  const isOverRate = rateLimiter(world);
  return (req: Request, res: Response, next: NextFunction) => {
    const call = callOf(res);
    if (call.fault && endsHere(world, call, call.fault.kind, req)) return;
    if (isOverRate()) throw new ApiError(429, 'Rate Limit Exceeded.', 429);
    if (call.isTooLarge) throw new ApiError(300, 'The request is larger than Postmark takes.', 413);
    const isJson = /^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '');
    if (call.bytes.length > 0 && !isJson)
      throw new ApiError(409, 'JSON required: set the Content-Type header to application/json.');
    next();
  };
}

/** Whether the fault keeps the request from being looked at; those that only spoil its answer or a part of it let it pass. */
function endsHere(world: PostmarkWorld, call: Call, kind: FaultKind, req: Request): boolean {
  switch (kind) {
    case 'rate-limit':
      throw new ApiError(429, 'Rate Limit Exceeded.', 429);
    case 'server-error':
      throw new ApiError(101, 'An error occurred that should not have occurred.', 500);
    case 'unavailable':
      throw new ApiError(100, 'The Postmark API is offline for maintenance.', 503);
    case 'reset-connection':
      call.isReset = true;
      refuseAll(world, call, null, 'fault: reset-connection');
      req.socket.resetAndDestroy();
      return true;
    case 'rejected-then-timeout':
      refuseAll(world, call, null, 'fault: rejected-then-timeout');
      return true;
    case 'accepted-then-timeout':
    case 'half-batch-fails':
    case 'slow':
      return false;
  }
}

/** Counts requests within the present second of system time. */
function rateLimiter(world: PostmarkWorld): () => boolean {
  let second = 0;
  let requests = 0;
  return () => {
    const now = Math.floor(systemNowMs(world) / 1_000);
    requests = now === second ? requests + 1 : 1;
    second = now;
    return world.limits.requestsPerSecond !== null && requests > world.limits.requestsPerSecond;
  };
}
