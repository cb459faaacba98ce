import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import { everythingSettled } from '../../app-processes';
import type { WorldEvents } from '../events/world-events';
import { html, type Html } from '../html';
import { sendPage } from '../page';
import type { SiteParts } from '../site';
import { acts, isActName, type Copy } from './acts';
import { inboxFrame } from './frame';
import { letterPolicy, prepareLetter } from './letter';
import { findMail, readMailbox, type Mail } from './mailbox';
import { mailView } from './mail-view';
import { addressOf, partAddress, readPlace, type Place } from './place';
import { reportChoice, weatherOf } from './report-weather';
import { suppressedView } from './suppressed-view';
import { chooseMail, noMailYet, noSuchMail } from './empty-views';

export interface InboxParts extends Pick<SiteParts, 'world' | 'app'> {
  events: WorldEvents;
}

/** The inbox of everybody in this world: reading, and doing what people do with mail. */
export function createInbox(parts: InboxParts): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false }));
  router.get('/', (request, response) => showInbox(parts, response, readPlace(request.query, null)));
  router.get('/mails/:messageId', (request, response) => showInbox(parts, response, placeOf(request)));
  router.get('/mails/:messageId/letter', withMail(parts, sendLetter(parts)));
  router.get('/mails/:messageId/links/:index', withMail(parts, followLink));
  router.get('/mails/:messageId/raw.eml', withMail(parts, sendRaw(parts)));
  router.post('/mails/:messageId/acts', withMail(parts, act(parts)));
  router.post('/reports', chooseReports(parts));
  router.get('/suppressed', (request, response) => showSuppressed(parts, response, readPlace(request.query, null)));
  router.post('/suppressed/reactivate', reactivate(parts));
  return router;
}

const placeOf = (request: Request): Place => readPlace(request.query, request.params.messageId ?? null);

function showInbox({ world }: InboxParts, response: Response, place: Place, problem?: string): void {
  const mailbox = readMailbox(world);
  const mail = place.messageId === null ? undefined : findMail(mailbox, place.messageId, place.to || null);
  const nothing = mailbox.mails.length === 0 ? noMailYet(world) : chooseMail();
  const main = mail ? mailView(world, mail, { place, problem }) : place.messageId === null ? nothing : noSuchMail();
  const status = problem ? 422 : place.messageId !== null && !mail ? 404 : 200;
  sendInbox(response, {
    title: mail?.message.subject ?? 'Inbox',
    status,
    body: inboxFrame(world, mailbox, { place, main }),
  });
}

function sendInbox(response: Response, page: { title: string; status?: number; body: Html }): void {
  sendPage(response, {
    ...page,
    styles: ['site', 'inbox'],
    script: 'inbox',
    body: html`<body>
      ${page.body}
    </body>`,
  });
}

type MailHandler = (mail: Mail, request: Request, response: Response) => void | Promise<void>;

/** For the parts of a mail: finds the copy that the address names, or answers 404. */
function withMail({ world }: InboxParts, handle: MailHandler): RequestHandler {
  return (request, response, next) => {
    const { messageId, to } = placeOf(request);
    const mail = findMail(readMailbox(world), messageId ?? '', to || null);
    if (!mail) return void response.status(404).type('text').send('There is no such mail.');
    Promise.resolve(handle(mail, request, response)).catch(next);
  };
}

function sendLetter({ world }: InboxParts): MailHandler {
  return ({ message }, request, response) => {
    const place = placeOf(request);
    const letter = prepareLetter(message.html ?? '', {
      messageId: message.messageId,
      isDark: place.view === 'dark',
      linkAddress: (index) => partAddress({ ...place, view: null }, `links/${index}`),
    });
    response
      .set({
        'Content-Security-Policy': letterPolicy(world.urls.storefront),
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      })
      .type('html')
      .send(letter);
  };
}

/** Leads to the address that stands in the mail: Postmark's tracked one, where it counts as a click, or the sender's own. */
const followLink: MailHandler = ({ message }, request, response) => {
  const link = message.links[Number(request.params.index)];
  if (!link || !/^https?:/i.test(link.href))
    return void response.status(404).type('text').send('This mail has no such link to the web.');
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).redirect(302, link.href);
};

function sendRaw({ world }: InboxParts): MailHandler {
  return ({ message, person }, _request, response) => {
    const raw = world.postmark.inbox.raw(message.messageId, { recipient: person.email });
    response
      .set('X-Content-Type-Options', 'nosniff')
      .attachment(`${message.messageId}.eml`)
      .type('message/rfc822')
      .send(raw);
  };
}

function act(parts: InboxParts): MailHandler {
  const { world } = parts;
  return async ({ message, person }, request, response) => {
    const place = placeOf(request);
    const { act: name } = request.body as { act?: unknown };
    if (typeof name !== 'string' || !isActName(name))
      return void response
        .status(400)
        .type('text')
        .send(`act: one of ${Object.keys(acts).join(', ')}, please.`);
    const copy: Copy = { messageId: message.messageId, recipient: person.email };
    try {
      const done = await acts[name].run(world.postmark.inbox, copy);
      await world.postmark.settle();
      response.redirect(303, addressWith(place, done));
    } catch (error) {
      showInbox(parts, response, place, error instanceof Error ? error.message.replace(/^\S+: /, '') : String(error));
    }
    tellWhenSettled(parts);
  };
}

/** `done` is left out of addresses that pages make, so that it is said once only. */
function addressWith(place: Place, done: string): string {
  const address = addressOf(place);
  return `${address}${address.includes('?') ? '&' : '?'}done=${encodeURIComponent(done)}`;
}

function chooseReports({ world }: InboxParts): RequestHandler {
  return (request, response) => {
    const parsed = reportChoice.safeParse(request.body);
    if (!parsed.success)
      return void response.status(400).type('text').send('delay and fault: one of the choices on the page, please.');
    world.postmark.faults.webhooks(weatherOf(parsed.data));
    response.redirect(303, localAddress(request));
  };
}

const localAddress = (request: Request): string => {
  const { back } = request.body as { back?: unknown };
  return typeof back === 'string' && /^\/inbox\/[^\\]*$/.test(back) ? back : '/inbox/';
};

function showSuppressed({ world }: InboxParts, response: Response, place: Place, problem?: string): void {
  const main = suppressedView(world, { done: place.done, problem });
  const body = inboxFrame(world, readMailbox(world), { place: { ...place, done: '' }, main, isAside: true });
  sendInbox(response, { title: 'Suppressed addresses', status: problem ? 422 : 200, body });
}

const whoToReactivate = z.object({ serverId: z.coerce.number(), stream: z.string(), email: z.string() });

function reactivate(parts: InboxParts): RequestHandler {
  const { world } = parts;
  return (request, response, next) => {
    const where = whoToReactivate.safeParse(request.body);
    if (!where.success) return void response.status(400).type('text').send('serverId, stream and email, please.');
    try {
      world.postmark.inbox.reactivate(where.data);
    } catch (error) {
      const problem = error instanceof Error ? error.message.replace(/^\S+: /, '') : String(error);
      return showSuppressed(parts, response, readPlace({}, null), problem);
    }
    const done = `${where.data.email} may get mail again on the stream “${where.data.stream}”.`;
    world.postmark
      .settle()
      .then(() => response.redirect(303, `/inbox/suppressed?done=${encodeURIComponent(done)}`))
      .catch(next);
    tellWhenSettled(parts);
  };
}

/** Other pages look anew once the app has dealt with what it was told; without an app there is nothing to wait for. */
function tellWhenSettled({ world, app, events }: InboxParts): void {
  everythingSettled(world, app)
    .catch(() => undefined)
    .finally(() => events.publish({ kind: 'settled' }));
}
