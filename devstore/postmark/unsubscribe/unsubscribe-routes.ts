import { type RequestHandler, Router } from 'express';
import { reactivate, suppress } from '../events/change-subscription';
import type { OutboundMessage } from '../messages/message';
import { findCopy } from '../tracking/find-copy';
import { publicPaths } from '../tracking/public-paths';
import type { PostmarkWorld } from '../world';

/**
 * The page behind the unsubscribe links that Postmark manages. Reading it changes nothing, because scanners read every link; posting to it
 * suppresses the address on the message's stream, whether the form was sent or a mail program posted `List-Unsubscribe=One-Click`.
 */
export function unsubscribeRoutes(world: PostmarkWorld): Router {
  const router = Router();
  const at = (
    handle: (found: NonNullable<ReturnType<typeof findCopy>>) => string,
  ): RequestHandler<{ id: string; recipient: string }> => {
    return (req, res) => {
      const found = findCopy(world, req.params.id, req.params.recipient);
      if (!found || found.message.unsubscribeHandling === 'Custom')
        return void res.status(404).send(page('Unknown link', '<p>This link is not known.</p>'));
      const answer = handle(found);
      world.journal.flush();
      res.send(answer);
    };
  };
  const placeOf = (message: OutboundMessage) => ({ server: message.server, stream: message.stream, message });

  router.get(
    '/unsubscribe/:id/:recipient',
    at(({ message, index }) => page('Unsubscribe', form(publicPaths.unsubscribe(message.id, index), 'Unsubscribe'))),
  );
  router.post(
    '/unsubscribe/:id/:recipient',
    at(({ message, recipient, index }) => {
      suppress(world, placeOf(message), recipient, { reason: 'ManualSuppression', origin: 'Recipient' });
      return page('You have been unsubscribed', form(publicPaths.resubscribe(message.id, index), 'Subscribe again'));
    }),
  );
  router.post(
    '/resubscribe/:id/:recipient',
    at(({ message, recipient }) => {
      const known = message.stream.suppressions.get(recipient.toLowerCase());
      if (known?.reason === 'ManualSuppression') reactivate(world, placeOf(message), recipient, 'Recipient');
      return page('You are subscribed again', '<p>You can close this page.</p>');
    }),
  );
  return router;
}

const form = (action: string, label: string) =>
  `<form method="post" action="${action}"><button type="submit">${label}</button></form>`;

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
