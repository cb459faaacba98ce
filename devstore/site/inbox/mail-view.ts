import type { World } from '../../world';
import { html, type Html } from '../html';
import { sayInstant } from '../say-time';
import { acts, type ActName } from './acts';
import { mailBody } from './mail-body';
import { avatar, nameOf } from './mail-list';
import type { Mail } from './mailbox';
import { notice } from './notice';
import { addressOf, partAddress, type Place, type View } from './place';
import { timeline } from './timeline';
import { reasonWords } from './what-happened';

interface Shown {
  place: Place;
  problem: string | undefined;
}

const viewLabels: [View, string][] = [
  ['desktop', 'Desktop'],
  ['mobile', 'Mobile'],
  ['dark', 'Dark'],
  ['text', 'Plain text'],
  ['headers', 'Headers'],
  ['raw', 'Raw'],
];

/** One mail: who it is from and to, what can be done with it, the mail itself, and what became of it. */
export function mailView(world: World, mail: Mail, { place, problem }: Shown): Html {
  const here = { ...place, to: mail.person.email };
  return html`
    <article class="mail">
      ${head(world, mail)} ${notice({ done: place.done, problem })} ${actions(mail, here)}
      <nav class="views" aria-label="How the mail is shown">
        ${viewLabels.map(
          ([view, label]) =>
            html`<a
              href="${addressOf(here, { view })}"
              data-view="${view}"
              ${here.view === view && html`aria-current="true"`}
              >${label}</a
            >`,
        )}
      </nav>
      <div class="body ${here.view ? `as-${here.view}` : 'as-fits'}">${mailBody(world, mail, here)}</div>
      ${isRendered(mail, here) && lookingNote(here)} ${timeline(world, mail)}
    </article>
  `;
}

const isRendered = ({ message }: Mail, { view }: Place): boolean =>
  message.html !== null && view !== 'text' && view !== 'headers' && view !== 'raw';

const lookingNote = ({ view }: Place): Html => html`
  <p class="soft fine">
    Looking at it here is not opening it: its tracking pixel is left out until you press “Open it”. Links lead where
    they would lead its reader, and are counted.
    ${view === 'dark' && 'Shown by its own dark styles; programs that recolour mail by themselves are not imitated.'}
  </p>
`;

function head(world: World, { message, person }: Mail): Html {
  const zone = world.shopify.store.data.shop.ianaTimezone;
  const suppression = world.postmark.inbox
    .suppressed()
    .find((each) => each.email === person.email && each.stream === message.stream);
  return html`
    <header class="mail-head">
      <h2>${message.subject || '(no subject)'}</h2>
      <div class="from-to">
        ${avatar(person)}
        <p>
          <span
            >to
            <strong>${nameOf(person)}</strong> ${person.name && html`<span class="soft">${person.email}</span>`}</span
          >
          <span class="soft">from ${message.from}</span>
        </p>
        <time datetime="${message.at}">${sayInstant(new Date(message.at), zone)}</time>
      </div>
      ${message.isReturned && html`<p class="mark bad">Came back: no mail program shows it.</p>`}
      ${suppression && html`<p class="mark bad">Gets no more mail on the stream “${message.stream}”: ${reasonWords[suppression.reason]}.</p>`}
    </header>
  `;
}

function actions(mail: Mail, here: Place): Html {
  const menu = (label: string, names: ActName[]) => html`
    <details class="menu" name="acts">
      <summary class="button small quiet">${label}</summary>
      <div class="menu-sheet">${names.map((name) => actButton(name, true))}</div>
    </details>
  `;
  return html`
    <form
      class="actions"
      method="post"
      action="${partAddress(here, 'acts')}"
      data-act
      aria-label="What its recipient does"
    >
      ${actButton('open', false)} ${linkMenu(mail, here)} ${menu('Unsubscribe', ['one-click', 'unsubscribe-link'])}
      ${menu('Let it come back', ['hard-bounce', 'soft-bounce'])} ${actButton('complain', false)}
    </form>
  `;
}

const actButton = (name: ActName, isWide: boolean): Html => {
  const { label, title } = acts[name];
  const kind = isWide ? 'choice' : name === 'open' ? 'button small' : 'button small quiet';
  return html`
    <button class="${kind}" name="act" value="${name}" title="${title}">
      <span>${label}</span>${isWide && html`<small>${title}</small>`}
    </button>
  `;
};

/** Every link of the mail, so that one can also be followed without the mouse, and in the shop's pane. */
function linkMenu({ message }: Mail, here: Place): Html {
  const links = message.links.flatMap((link, index) => (/^https?:/i.test(link.url) ? [{ ...link, index }] : []));
  return html`
    <details class="menu" name="acts">
      <summary class="button small quiet">Click a link</summary>
      <div class="menu-sheet links">
        ${links.length === 0 && html`<p class="soft">This mail has no links.</p>`}
        ${links.map(
          ({ index, url, text }) => html`
            <a
              class="choice"
              href="${partAddress({ ...here, view: null }, `links/${index}`)}"
              target="_blank"
              rel="noreferrer"
              data-target="${url}"
            >
              <span>${text || 'A picture'}</span><small>${url}</small>
            </a>
          `,
        )}
      </div>
    </details>
  `;
}
