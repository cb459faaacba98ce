import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { WorldEvents } from '../events/world-events';
import type { SiteParts } from '../site-parts';
import { type Due, whatFallsDue } from './due';
import type { Player } from './player';
import type { TimeTravel, Travelled } from './time-travel';

/** Business time as the clock's bar shows it. Instants are ISO. */
export interface ClockState {
  now: string;
  /** Milliseconds of business time over the system's. */
  offsetMs: number;
  timeZone: string;
  /** Soonest first, the first few; null: the app does not answer. */
  upcoming: { at: string; words: string }[] | null;
  /** Null: business time passes by itself. */
  speed: number | null;
  isMoving: boolean;
}

export interface ClockParts extends Pick<SiteParts, 'world' | 'app'> {
  travel: TimeTravel;
  player: Player;
  events: WorldEvents;
}

const MOST_SHOWN = 5;
/** The clock shows business time whether or not the app says what it has to do. */
const PATIENCE_MS = 1_500;
const MOST_MINUTES = 31 * 1_440;
const minutesToMove = z.object({
  minutes: z.coerce.number('a number of minutes, please').positive().max(MOST_MINUTES),
});
const speedToPlay = z.object({ speed: z.coerce.number('a speed such as 60, please').min(2).max(3_600) });

/** The clock: `GET` tells business time and what falls due next; `POST` moves it, and answers once everything has had its consequences. */
export function createClockRoutes(parts: ClockParts): Router {
  const { travel, player, events } = parts;
  const router = express.Router();
  router.use(express.json(), express.urlencoded({ extended: false }));
  const after = (journey: (request: Request) => Promise<Travelled | null>): RequestHandler =>
    answering(async (request, response) => {
      const travelled = await journey(request);
      events.publish({ kind: 'settled' });
      response.json({ travelled, clock: await clockState(parts) });
    });

  router.get(
    '/',
    answering(async (_request, response) => void response.json(await clockState(parts))),
  );
  router.post(
    '/advance',
    after((request) => travel.advance(minutesToMove.parse(request.body).minutes * 60_000)),
  );
  router.post(
    '/jump-to-next',
    after(() => travel.jumpToNext()),
  );
  router.post(
    '/play',
    answering(async (request, response) => {
      player.play(speedToPlay.parse(request.body).speed);
      response.json({ clock: await clockState(parts) });
    }),
  );
  router.post(
    '/pause',
    answering(async (_request, response) => {
      player.pause();
      response.json({ clock: await clockState(parts) });
    }),
  );
  return router;
}

export async function clockState({ world, app, player, travel }: Omit<ClockParts, 'events'>): Promise<ClockState> {
  const { clock, shopify } = world;
  const due = await Promise.race([
    whatFallsDue(world, app).catch(() => null),
    sleep(PATIENCE_MS, null, { ref: false }),
  ]);
  return {
    now: clock.now().toISOString(),
    offsetMs: clock.offsetMs,
    timeZone: shopify.store.data.shop.ianaTimezone,
    upcoming: due && due.slice(0, MOST_SHOWN).map(({ at, words }: Due) => ({ at: at.toISOString(), words })),
    speed: player.speed,
    isMoving: travel.isMoving,
  };
}

/** What is asked wrongly is answered 400; when the app does not answer or does not come to rest, that is said with 503. */
function answering(handle: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (error instanceof z.ZodError)
        return response.status(400).json({ error: error.issues.map((issue) => issue.message).join('; ') });
      const words = error instanceof Error ? error.message : String(error);
      response
        .status(503)
        .json({ error: words === 'fetch failed' ? 'Kindred does not answer: is it running?' : words });
    });
  };
}
