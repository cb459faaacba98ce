import type { World } from '../../world';
import { letterPolicy, prepareLetter } from './letter';
import { partAddress } from './place';
import { placeOf, type MailHandler } from './show-inbox';

/** The mail's HTML for the frame it is shown in, with all that keeps it harmless. */
export function sendLetter({ urls }: World): MailHandler {
  return ({ message }, request, response) => {
    const place = placeOf(request);
    const letter = prepareLetter(message.html ?? '', {
      messageId: message.messageId,
      isDark: place.view === 'dark',
      linkAddress: (index) => partAddress({ ...place, view: null }, `links/${index}`),
    });
    response
      .set({
        'Content-Security-Policy': letterPolicy(urls.storefront),
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      })
      .type('html')
      .send(letter);
  };
}

/** Leads to the address that stands in the mail: Postmark's tracked one, where it counts as a click, or the sender's own. */
export const followLink: MailHandler = ({ message }, request, response) => {
  const link = message.links[Number(request.params.index)];
  if (!link || !/^https?:/i.test(link.href))
    return void response.status(404).type('text').send('This mail has no such link to the web.');
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).redirect(302, link.href);
};

/** The mail as it went over the wire, to be kept. */
export function sendRaw({ postmark }: World): MailHandler {
  return ({ message, person }, _request, response) => {
    const raw = postmark.inbox.raw(message.messageId, { recipient: person.email });
    response
      .set('X-Content-Type-Options', 'nosniff')
      .attachment(`${message.messageId}.eml`)
      .type('message/rfc822')
      .send(raw);
  };
}
