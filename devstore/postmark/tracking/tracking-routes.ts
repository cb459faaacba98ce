import { type Request, Router } from 'express';
import { recordClick, recordOpen } from '../events/tracked-events';
import { trackedTarget } from '../messages/render-copy';
import type { PostmarkWorld } from '../world';
import { findCopy } from './find-copy';
import { readerFrom } from './reader';

/** A transparent GIF of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Where a mail's tracked links and its open pixel lead. HEAD requests, as some scanners make, are answered but count for nothing. */
export function trackingRoutes(world: PostmarkWorld): Router {
  const router = Router();
  const readerOf = (req: Request) => readerFrom(req.header('user-agent') ?? '');

  router.get('/click/:id/:recipient/:location/:link', (req, res) => {
    const found = findCopy(world, req.params.id, req.params.recipient);
    const location = req.params.location === 'Text' ? 'Text' : 'HTML';
    const url = found ? trackedTarget(found.message, location, Number(req.params.link)) : null;
    if (!found || url === null) return void res.status(404).send('This link is not known.');
    if (req.method === 'GET')
      recordClick(world, { message: found.message, recipient: found.recipient, url, location, reader: readerOf(req) });
    world.journal.flush();
    res.redirect(302, url);
  });

  router.get('/open/:id/:recipient', (req, res) => {
    const found = findCopy(world, req.params.id, req.params.recipient);
    if (!found || !found.message.trackOpens || found.message.html === null) return void res.status(404).end();
    if (req.method === 'GET') recordOpen(world, found.message, found.recipient, readerOf(req));
    world.journal.flush();
    res.setHeader('Cache-Control', 'no-store');
    res.type('image/gif').send(pixel);
  });
  return router;
}
