import type { World } from '../../world';
import { html, type Html } from '../html';
import { sayInstant, sayNear } from '../say-time';
import { searchMails, type Mail, type Mailbox, type Person } from './mailbox';
import { addressOf, type Place } from './place';

/** All mails by time, or the people who got them; one person's mails when somebody is chosen. */
export function mailList(world: World, mailbox: Mailbox, place: Place): Html {
  const isPeople = place.list === 'people' && !place.who;
  return html`
    ${searchForm(place)} ${place.who ? chosenPerson(mailbox, place) : switcher(mailbox, place)}
    ${isPeople ? people(world, mailbox, place) : mails(world, mailbox, place)}
  `;
}

const searchForm = (place: Place): Html => html`
  <form class="search" action="/inbox/" role="search">
    <label class="visually-hidden" for="search">Search mails</label>
    <input id="search" type="search" name="q" value="${place.q}" placeholder="Search mails" autocomplete="off" />
    ${place.who && html`<input type="hidden" name="who" value="${place.who}" />`}
    ${place.list === 'people' && html`<input type="hidden" name="list" value="people" />`}
  </form>
`;

function switcher({ mails: all, people: everyone }: Mailbox, place: Place): Html {
  const tab = (list: Place['list'], label: string, count: number) => html`
    <a href="${addressOf(place, { list })}" ${place.list === list && html`aria-current="true"`}>
      ${label} <span class="count">${count}</span>
    </a>
  `;
  return html`
    <nav class="switch" aria-label="What is listed">
      ${tab('mails', 'Mails', all.length)} ${tab('people', 'People', everyone.length)}
    </nav>
  `;
}

function chosenPerson({ people: everyone }: Mailbox, place: Place): Html {
  const found = everyone.find(({ person }) => person.email === place.who.toLowerCase());
  const person = found?.person ?? { email: place.who, name: null };
  return html`
    <div class="chosen">
      ${avatar(person)}
      <p><strong>${nameOf(person)}</strong><small>${person.name && person.email}</small></p>
      <a class="icon" href="${addressOf(place, { who: '' })}" aria-label="Show everybody’s mails" title="Show everybody"
        >×</a
      >
    </div>
  `;
}

function mails(world: World, mailbox: Mailbox, place: Place): Html {
  const ofPerson = place.who
    ? mailbox.mails.filter(({ person }) => person.email === place.who.toLowerCase())
    : mailbox.mails;
  const found = searchMails(ofPerson, place.q);
  if (found.length === 0)
    return html`<p class="nothing">${place.q ? `No mail says “${place.q}”.` : 'No mail yet.'}</p>`;
  return html`
    <ol class="rows">
      ${found.slice(0, place.count).map((mail) => row(world, mail, place))}
    </ol>
    ${found.length > place.count && html`<a class="more" href="${addressOf(place, { count: place.count + 100 })}">Older mails</a>`}
  `;
}

function row(world: World, { message, person, isOpened }: Mail, place: Place): Html {
  const isCurrent = message.messageId === place.messageId && (!place.to || place.to.toLowerCase() === person.email);
  const href = addressOf(place, { messageId: message.messageId, to: person.email });
  return html`
    <li>
      <a class="row ${isOpened ? '' : 'is-new'}" href="${href}" ${isCurrent && html`aria-current="true"`}>
        ${avatar(person)}
        <span class="who">${nameOf(person)}</span>
        ${when(world, message.at)}
        <span class="what">${message.subject || '(no subject)'}</span>
        ${message.isReturned && html`<span class="mark bad">came back</span>`}
        ${!isOpened && html`<span class="visually-hidden">not opened</span>`}
      </a>
    </li>
  `;
}

function people(world: World, mailbox: Mailbox, place: Place): Html {
  const words = place.q.toLowerCase();
  const found = mailbox.people.filter(({ person }) =>
    `${person.name ?? ''} ${person.email}`.toLowerCase().includes(words),
  );
  if (found.length === 0)
    return html`<p class="nothing">${place.q ? `Nobody is called “${place.q}”.` : 'Nobody got mail yet.'}</p>`;
  return html`
    <ol class="rows">
      ${found.slice(0, place.count).map(
        ({ person, count, latestAt }) => html`
          <li>
            <a
              class="row"
              href="${addressOf(place, { who: person.email, list: 'people', messageId: null, to: '', q: '' })}"
            >
              ${avatar(person)}
              <span class="who">${nameOf(person)}</span>
              ${when(world, latestAt)}
              <span class="what">${person.name && person.email}</span>
              <span class="count">${count}</span>
            </a>
          </li>
        `,
      )}
    </ol>
    ${found.length > place.count && html`<a class="more" href="${addressOf(place, { count: place.count + 100 })}">More people</a>`}
  `;
}

function when({ clock, shopify }: World, at: string): Html {
  const zone = shopify.store.data.shop.ianaTimezone;
  const instant = new Date(at);
  return html`<time datetime="${at}" title="${sayInstant(instant, zone)}"
    >${sayNear(instant, clock.now(), zone)}</time
  >`;
}

export const nameOf = ({ name, email }: Person): string => name ?? email;

/** The initials on one of a few quiet grounds, always the same for the same person. */
export function avatar(person: Person): Html {
  const words = nameOf(person)
    .split(/[\s.@_-]+/)
    .filter(Boolean);
  const initials = [words[0], person.name ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? '')
    .join('');
  const ground = [...person.email].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % 5;
  return html`<span class="avatar ground-${ground}" aria-hidden="true">${initials}</span>`;
}
