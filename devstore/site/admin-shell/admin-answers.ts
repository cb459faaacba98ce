import express, { type Router } from 'express';
import { z } from 'zod';
import type { SiteParts } from '../site-parts';
import { extensionsOf, readApp, scopesOf } from './app-status';
import { findResources, resourceQuery } from './resources/find-resources';

/** What the admin's script asks for, mostly on the app's behalf. */
export function adminAnswers({ world }: SiteParts): Router {
  const router = express.Router();
  const app = readApp();
  const answers: Record<string, () => unknown> = {
    'id-token': () => world.shopify.sessionToken(),
    user: () => ({ accountAccess: 'Full access' }),
    scopes: () => scopesOf(world, app),
    extensions: () => extensionsOf(world),
    clock: () => ({ offsetMs: world.clock.offsetMs }),
  };
  for (const [name, answer] of Object.entries(answers))
    router.get(`/admin/-/${name}`, (_request, response) => {
      response.set('cache-control', 'no-store').json(answer());
    });
  router.get('/admin/-/resources', (request, response) => {
    const query = resourceQuery.safeParse(request.query);
    if (!query.success) return void response.status(400).send(z.prettifyError(query.error));
    const imageUrl = (url: string) => new URL(url, world.urls.storefront).toString();
    response.json(findResources(query.data, { store: world.shopify.store.data, now: world.clock.now(), imageUrl }));
  });
  return router;
}
