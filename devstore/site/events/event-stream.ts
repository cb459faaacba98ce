import { type RequestHandler } from 'express';
import type { WorldEvents } from './world-events';

/** Often enough that a connection which nobody holds any more is noticed before a minute is over. */
const BEAT_MS = 15_000;

/** The world's events as server-sent events: `event` is the kind, `data` the event as JSON. */
export function eventStream(events: WorldEvents): RequestHandler {
  return (request, response) => {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'keep-alive',
    });
    response.write('retry: 1000\n\n');
    const stopListening = events.listen((event) => {
      response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
    });
    const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS);
    beat.unref();
    request.once('close', () => {
      clearInterval(beat);
      stopListening();
    });
  };
}
