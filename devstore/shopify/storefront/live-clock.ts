import express, { type Router } from 'express';
import type { WorldClock } from '../../clock';

/** Where an open page learns that the world's clock was moved. */
export const LIVE_CLOCK = '/cdn/dev-store/clock';

/** Tells pages the clock's offset, at once and after each move, as server-sent events: a page that stays open follows business time. */
export function createLiveClock(clock: WorldClock): Router {
  const router = express.Router();
  router.get(LIVE_CLOCK, (request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const tell = () => void response.write(`data: ${clock.offsetMs}\n\n`);
    tell();
    request.on('close', clock.onMove(tell));
  });
  return router;
}
