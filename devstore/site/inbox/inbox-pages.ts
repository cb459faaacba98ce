import express, { type Router } from 'express';
import type { SiteParts } from '../site-parts';
import { readPlace } from './place';
import { actOn, chooseReports, reactivate } from './mail-acts';
import { followLink, sendLetter, sendRaw } from './mail-parts';
import { placeOf, showInbox, showSuppressed, withMail } from './show-inbox';

/** The inbox of everybody in this world: reading, and doing what people do with mail. */
export function createInbox({ world }: Pick<SiteParts, 'world'>): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false }));
  router.get('/', (request, response) => showInbox(world, response, { place: readPlace(request.query, null) }));
  router.get('/mails/:messageId', (request, response) => showInbox(world, response, { place: placeOf(request) }));
  router.get('/mails/:messageId/letter', withMail(world, sendLetter(world)));
  router.get('/mails/:messageId/links/:index', withMail(world, followLink));
  router.get('/mails/:messageId/raw.eml', withMail(world, sendRaw(world)));
  router.post('/mails/:messageId/acts', withMail(world, actOn(world)));
  router.post('/reports', chooseReports(world));
  router.get('/suppressed', (request, response) =>
    showSuppressed(world, response, { done: readPlace(request.query, null).done }),
  );
  router.post('/suppressed/reactivate', reactivate(world));
  return router;
}
