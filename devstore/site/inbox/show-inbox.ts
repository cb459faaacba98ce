import type { Request, RequestHandler, Response } from 'express';
import type { World } from '../../world';
import { html, type Html } from '../html';
import { sendPage } from '../page';
import { chooseMail, noMailYet, noSuchMail } from './empty-views';
import { inboxFrame } from './frame';
import { mailView } from './mail-view';
import { findMail, readMailbox, type Mail } from './mailbox';
import { readPlace, type Place } from './place';
import { suppressedView } from './suppressed-view';

export const placeOf = (request: Request): Place => readPlace(request.query, request.params.messageId ?? null);

/** The inbox at a place; `problem` is why what was asked for could not be done. */
export function showInbox(
  world: World,
  response: Response,
  { place, problem }: { place: Place; problem?: string | undefined },
): void {
  const mailbox = readMailbox(world);
  const { messageId, to } = place;
  const mail = messageId === null ? undefined : findMail(mailbox, messageId, to || null);
  const nothing = mailbox.mails.length === 0 ? noMailYet(world) : chooseMail();
  const main = mail ? mailView(world, mail, { place, problem }) : messageId === null ? nothing : noSuchMail();
  const status = problem ? 422 : messageId !== null && !mail ? 404 : 200;
  const body = inboxFrame(world, mailbox, { place, main });
  sendInbox(response, { title: mail?.message.subject || 'Inbox', status, body });
}

/** The list of suppressed addresses beside the list of mails. */
export function showSuppressed(
  world: World,
  response: Response,
  said: { done: string; problem?: string | undefined },
): void {
  const main = suppressedView(world, said);
  const body = inboxFrame(world, readMailbox(world), { place: readPlace({}, null), main, isAside: true });
  sendInbox(response, { title: 'Suppressed addresses', status: said.problem ? 422 : 200, body });
}

function sendInbox(response: Response, page: { title: string; status: number; body: Html }): void {
  sendPage(response, {
    ...page,
    styles: ['site', 'inbox'],
    script: 'inbox',
    body: html`<body>
      ${page.body}
    </body>`,
  });
}

export type MailHandler = (mail: Mail, request: Request, response: Response) => void | Promise<void>;

/** For the parts of a mail: finds the copy that the address names, or answers 404. */
export function withMail(world: World, handle: MailHandler): RequestHandler {
  return (request, response, next) => {
    const { messageId, to } = placeOf(request);
    const mail = findMail(readMailbox(world), messageId ?? '', to || null);
    if (!mail) return void response.status(404).type('text').send('There is no such mail.');
    Promise.resolve(handle(mail, request, response)).catch(next);
  };
}
