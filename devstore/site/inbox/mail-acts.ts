import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { World } from '../../world';
import { acts, isActName } from './acts';
import { addressOf, type Place } from './place';
import { reportChoice, weatherOf } from './report-weather';
import { placeOf, showInbox, showSuppressed, type MailHandler } from './show-inbox';

/** Does what a recipient does with a mail, waits until Postmark's reports of it that are due were answered, and shows the mail again. */
export function actOn(world: World): MailHandler {
  return async ({ message, person }, request, response) => {
    const place = placeOf(request);
    const { act } = request.body as { act?: unknown };
    if (typeof act !== 'string' || !isActName(act))
      return void response
        .status(400)
        .type('text')
        .send(`act: one of ${Object.keys(acts).join(', ')}, please.`);
    try {
      const copy = { messageId: message.messageId, recipient: person.email };
      const done = await acts[act].run(world.postmark.inbox, copy);
      await world.postmark.settle();
      response.redirect(303, addressSaying(place, done));
    } catch (error) {
      showInbox(world, response, { place, problem: reasonOf(error) });
    }
  };
}

/** `done` is left out of addresses that pages make, so that it is said once only. */
function addressSaying(place: Place, done: string): string {
  const address = addressOf(place);
  return `${address}${address.includes('?') ? '&' : '?'}done=${encodeURIComponent(done)}`;
}

/** What an act refuses with names the function first, which is no word for people. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^[\w.]+: /, '');

/** From now on Postmark's reports travel as chosen. */
export function chooseReports({ postmark }: World): RequestHandler {
  return (request, response) => {
    const choice = reportChoice.safeParse(request.body);
    if (!choice.success)
      return void response.status(400).type('text').send('delay and fault: one of the choices on the page, please.');
    postmark.faults.webhooks(weatherOf(choice.data));
    response.redirect(303, backAddress(request));
  };
}

/** Back to a page of the inbox, and nowhere else. */
function backAddress(request: Request): string {
  const { back } = request.body as { back?: unknown };
  return typeof back === 'string' && /^\/inbox\/[^\\]*$/.test(back) ? back : '/inbox/';
}

const suppressedAddress = z.object({ serverId: z.coerce.number(), stream: z.string(), email: z.string() });

/** Takes an address off a stream's suppression list. */
export function reactivate(world: World): RequestHandler {
  return (request, response, next) => {
    const where = suppressedAddress.safeParse(request.body);
    if (!where.success) return void response.status(400).type('text').send('serverId, stream and email, please.');
    try {
      world.postmark.inbox.reactivate(where.data);
    } catch (error) {
      return showSuppressed(world, response, { done: '', problem: reasonOf(error) });
    }
    const done = `${where.data.email} may get mail again on the stream “${where.data.stream}”.`;
    world.postmark
      .settle()
      .then(() => response.redirect(303, `/inbox/suppressed?done=${encodeURIComponent(done)}`))
      .catch(next);
  };
}
