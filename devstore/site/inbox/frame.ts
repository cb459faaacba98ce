import type { World } from '../../world';
import { html, type Html } from '../html';
import { sayMoment } from '../say-time';
import { mailList } from './mail-list';
import type { Mailbox } from './mailbox';
import { addressOf, type Place } from './place';
import { reportMenu } from './report-menu';

interface Parts {
  place: Place;
  /** What stands beside the list. */
  main: Html;
  /** Where there is room for one of both, the main part is shown, though no mail is open. */
  isAside?: boolean;
}

/** The inbox's page: its head with business time, the list of mails, and beside it what was chosen. */
export function inboxFrame(world: World, mailbox: Mailbox, { place, main, isAside = false }: Parts): Html {
  const now = world.clock.now();
  const { ianaTimezone } = world.shopify.store.data.shop;
  const suppressed = world.postmark.inbox.suppressed().length;
  const isOpen = place.messageId !== null || isAside;
  return html`
    <div
      class="inbox ${isOpen && 'is-open'} ${mailbox.mails.length === 0 && 'is-empty'}"
      data-inbox
      data-offset-ms="${world.clock.offsetMs}"
    >
      <header class="inbox-head" data-region="head">
        <div class="inbox-title">
          <h1><a href="/inbox/">Inbox</a></h1>
          <p class="inbox-now">
            <time data-now data-zone="${ianaTimezone}" datetime="${now.toISOString()}"
              >${sayMoment(now, ianaTimezone)}</time
            >
          </p>
        </div>
        ${reportMenu(world, addressOf(place))}
        <a class="button small quiet" href="/inbox/suppressed" ${isAside && html`aria-current="page"`}>
          Suppressed <span class="count">${suppressed}</span>
        </a>
      </header>
      <main>
        <section class="inbox-list" aria-label="Mails" data-region="list">${mailList(world, mailbox, place)}</section>
        <section class="inbox-main" aria-label="What was chosen">
          ${isOpen && html`<a class="back" href="${addressOf(place, { messageId: null, to: '', view: null })}">‹ All mails</a>`}
          ${main}
        </section>
      </main>
    </div>
  `;
}
