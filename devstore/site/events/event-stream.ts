import type { RequestHandler } from 'express';
import type { WorldEvents } from './world-events';

export interface EventStream {
  /** The world's events as server-sent events: `event` is the kind, `data` the event as JSON. */
  serve: RequestHandler;
  /** How many pages are connected. */
  readonly watchers: number;
}

/** Often enough that a connection which nobody holds any more is noticed before a minute is over. */
const BEAT_MS = 15_000;

export function createEventStream(events: WorldEvents): EventStream {
  let watchers = 0;
  return {
    serve(request, response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      response.write('retry: 1000\n\n');
      watchers += 1;
      const stopListening = events.listen((event) => {
        response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
      });
      const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS);
      beat.unref();
      request.once('close', () => {
        clearInterval(beat);
        stopListening();
        watchers -= 1;
      });
    },
    get watchers() {
      return watchers;
    },
  };
}
