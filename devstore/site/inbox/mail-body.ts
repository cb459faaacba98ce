import type { World } from '../../world';
import { html, type Html } from '../html';
import { replaceTextLinks } from '../../postmark/tracking/text-links';
import { letterSandbox } from './letter';
import type { Mail } from './mailbox';
import { partAddress, type Place } from './place';

/** The mail itself, as the chosen view has it. */
export function mailBody({ postmark }: World, { message, person }: Mail, place: Place): Html {
  const raw = () => postmark.inbox.raw(message.messageId, { recipient: person.email });
  switch (place.view) {
    case 'text':
      return message.text === null
        ? html`<p class="nothing">This mail has no plain text part.</p>`
        : html`<pre class="plain">${withLinks(message.text)}</pre>`;
    case 'headers':
      return headerTable(raw());
    case 'raw':
      return html`
        <p><a class="button small quiet" href="${partAddress({ ...place, view: null }, 'raw.eml')}">Save as .eml</a></p>
        <pre class="raw" tabindex="0">${raw()}</pre>
      `;
    default:
      return message.html === null
        ? html`<pre class="plain">${withLinks(message.text ?? '')}</pre>`
        : html`
            <iframe
              title="The mail"
              src="${partAddress(place, 'letter')}"
              sandbox="${letterSandbox}"
              referrerpolicy="no-referrer"
              data-letter
            ></iframe>
          `;
  }
}

/** Web addresses become links to themselves: in the text part they are what the sender or Postmark's tracking wrote. */
function withLinks(text: string): Html[] {
  const pieces: Html[] = [];
  let rest = text;
  replaceTextLinks(text, (url) => {
    const at = rest.indexOf(url);
    pieces.push(html`${rest.slice(0, at)}<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`);
    rest = rest.slice(at + url.length);
    return null;
  });
  return [...pieces, html`${rest}`];
}

/** The header section of the raw mail: each field on one line, as RFC 5322 unfolds it. */
function headerTable(raw: string): Html {
  const section = raw.slice(0, raw.indexOf('\r\n\r\n'));
  const fields = section.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return html`
    <table class="headers">
      <tbody>
        ${fields.map((field) => {
          const colon = field.indexOf(':');
          return html`<tr>
            <th scope="row">${field.slice(0, colon)}</th>
            <td>${field.slice(colon + 1).trim()}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  `;
}
