import type { World } from '../../world';
import { html, type Html } from '../html';

/** Teaches how a mail comes about. */
export const noMailYet = ({ urls }: World): Html => html`
  <div class="empty">
    <h2>No mail yet</h2>
    <p>Every mail that Kindred sends to anybody of this shop arrives here. The first one is four hours away:</p>
    <ol>
      <li>
        In <a href="${urls.storefront}" target="storefront" data-pane="storefront">the shop</a>, accept tracking and
        look around.
      </li>
      <li>Fill a cart, go to checkout, give an address and tick the box for news.</li>
      <li>Leave. Do not buy.</li>
      <li>Let four hours pass, with the clock of the <a href="/" target="_top">start page</a>.</li>
    </ol>
    <p class="soft">Who did not agree, or who bought, gets no mail. Kindred’s admin tells why under Messages.</p>
  </div>
`;

export const chooseMail = (): Html => html`
  <div class="empty">
    <h2>Choose a mail</h2>
    <p>
      Read it as its recipient would, then do what people do: open it, click, unsubscribe, complain, or let it come
      back. Postmark reports each of these to Kindred.
    </p>
  </div>
`;

export const noSuchMail = (): Html => html`
  <div class="empty">
    <h2>This mail is not here</h2>
    <p>The world was started anew since, or the address is mistyped. <a href="/inbox/">See all mails</a>.</p>
  </div>
`;
