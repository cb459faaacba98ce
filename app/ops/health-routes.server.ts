import express, { type Router } from 'express';
import { z } from 'zod';
import type { Services } from '~/services.server';
import { asyncRoute } from '~/ingest/async-route';
import { checkReady, workToDo } from './health.server';

/**
 * For load balancers and for people: is this process there, can it work, and is there something left to do. `toWake`: shops whose workers this process has
 * still to wake.
 */
export function healthRoutes(services: Services, toWake: () => number): Router {
  const router = express.Router();
  router.get('/health/live', (_request, response) => {
    response.json({ ok: true });
  });
  router.get(
    '/health/ready',
    asyncRoute(async (_request, response) => {
      await checkReady(services);
      response.json({ ok: true });
    }),
  );
  if (services.env.KINDRED_WORLD === 'devstore') router.use(worldRoutes(services, toWake));
  return router;
}

/** Exists only in the dev store's world, whose stand-ins are all on this machine: it moves business time and asks whether all is quiet. */
function worldRoutes(services: Services, toWake: () => number): Router {
  const router = express.Router();
  router.get(
    '/world/work',
    asyncRoute(async (_request, response) => {
      const owed = toWake();
      const work = await workToDo(services);
      response.json({ ...work, due: work.due + owed });
    }),
  );
  router.post(
    '/world/clock',
    express.json(),
    asyncRoute(async (request, response) => {
      const { offsetMs } = z.object({ offsetMs: z.number() }).parse(request.body);
      await services.db.pool.query('UPDATE business_clock SET "offsetMs" = $1 WHERE id = 1', [Math.round(offsetMs)]);
      await services.clock.refresh();
      response.json({ ok: true });
    }),
  );
  return router;
}
