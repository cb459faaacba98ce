import type { Response } from 'express';
import { callOf } from './call';

/** Answers a request, as far as its fault lets it: late, or never (then the client gives up by itself). */
export function reply(res: Response, status: number, body: object, errorCode?: number): void {
  const { fault } = callOf(res);
  if (fault?.kind === 'accepted-then-timeout') return;
  const write = () => {
    if (res.destroyed) return;
    if (errorCode !== undefined) res.setHeader('X-PM-ApiErrorCode', String(errorCode));
    res.status(status).json(body);
  };
  if (fault?.kind === 'slow') setTimeout(write, fault.delayMs).unref();
  else write();
}
