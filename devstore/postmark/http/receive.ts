import type { Request, RequestHandler, Response } from 'express';
import { isSend } from '../faults/faults';
import type { PostmarkWorld } from '../world';
import { type Call, readJson } from './call';
import { describeMessages } from './describe-messages';
import type { Listener } from './listener';

/** Reads a request to its last byte and writes it into the log before anything is done with it. */
export function receive(world: PostmarkWorld, listener: () => Listener): RequestHandler {
  // A log that is continued already has numbers; the judge joins entries by them.
  let requests = world.log
    .all()
    .reduce((most, { entry }) => (entry.kind === 'request' ? Math.max(most, entry.requestId) : most), 0);
  return (req, res, next) => {
    requests += 1;
    const call: Call = {
      requestId: requests,
      bytes: Buffer.alloc(0),
      size: 0,
      body: { kind: 'empty' },
      isTooLarge: false,
      messages: [],
      fault: null,
      isReset: false,
    };
    res.locals.call = call;
    const firstByteMs = listener().firstByteMs(req.socket);
    const enter = (lastByteMs: number | null) => logRequest(world, req, call, firstByteMs, lastByteMs);
    const { socket } = req;
    res.once('close', () => logAnswer(world, res, call, listener().wasCut(socket)));
    const limitBytes = /^\/email\/?$/i.test(req.path) ? world.limits.messageBytes : world.limits.batchBytes;
    const take = ({ bytes, size, isTooLarge }: Received) => {
      const lastByteMs = performance.now();
      listener().endRequest(socket);
      Object.assign(call, { bytes, size, isTooLarge, body: readJson(bytes) });
      if (isSend(req.method, req.path) && call.body.kind === 'json') {
        call.messages = describeMessages(req.path, call.body.value);
      }
      call.fault = world.faults.draw(req.method, req.path);
      enter(lastByteMs);
      next();
    };
    readBody(req, limitBytes)
      .then(take, () => enter(null))
      .catch(next);
  };
}

type Received = Pick<Call, 'bytes' | 'size' | 'isTooLarge'>;

/** What goes beyond the limit is read and thrown away, so that the client gets an answer instead of a broken connection. */
async function readBody(req: Request, limitBytes: number): Promise<Received> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  }
  const isTooLarge = size > limitBytes;
  return { bytes: isTooLarge ? Buffer.alloc(0) : Buffer.concat(chunks), size, isTooLarge };
}

function logRequest(
  world: PostmarkWorld,
  req: Request,
  call: Call,
  firstByteMs: number,
  lastByteMs: number | null,
): void {
  const { requestId, size, messages } = call;
  const times = { firstByteMs, lastByteMs, timeOriginMs: performance.timeOrigin };
  const what = { method: req.method, path: req.originalUrl, bytes: size };
  world.log.append({ kind: 'request', requestId, ...what, ...times, fault: call.fault?.kind ?? null, messages });
}

function logAnswer(world: PostmarkWorld, res: Response, call: Call, wasCut: boolean): void {
  const isAnswered = res.writableFinished;
  const outcome = isAnswered ? 'answered' : call.isReset || wasCut ? 'reset' : 'client-gave-up';
  world.log.append({
    kind: 'answer',
    requestId: call.requestId,
    outcome,
    status: isAnswered ? res.statusCode : null,
    answeredMs: performance.now(),
  });
}
