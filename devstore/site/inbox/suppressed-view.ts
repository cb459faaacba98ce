import type { SuppressedAddress } from '../../postmark/inbox/suppressed';
import type { World } from '../../world';
import { html, type Html } from '../html';
import { sayInstant } from '../say-time';
import { notice } from './notice';
import { reasonWords } from './what-happened';

const lifterWords = {
  Customer: 'Reactivate as the shop',
  Recipient: 'Subscribe again as the recipient',
};

/** Who gets no more mail on which of Postmark's streams, why, and who could change that. */
export function suppressedView(world: World, said: { done: string; problem?: string | undefined }): Html {
  const all = world.postmark.inbox.suppressed();
  return html`
    <article class="mail">
      <h2>Suppressed addresses</h2>
      <p class="soft">
        Postmark sends them nothing more on the stream, whatever Kindred asks. A hard bounce or what the shop did itself
        the shop may take back; an unsubscribe only the recipient; a complaint nobody.
      </p>
      ${notice(said)}
      ${
        all.length === 0
          ? html`<p class="nothing">
              Nobody is suppressed. Unsubscribe, complain or bounce a mail, and its recipient appears here.
            </p>`
          : html`
              <table class="suppressed">
                <thead>
                  <tr>
                    <th scope="col">Address</th>
                    <th scope="col">Why</th>
                    <th scope="col">Since</th>
                    <th scope="col"><span class="visually-hidden">Change</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${all.map((each) => row(world, each))}
                </tbody>
              </table>
            `
      }
    </article>
  `;
}

function row(
  { shopify }: World,
  { email, stream, serverId, reason, createdAt, mayBeLiftedBy }: SuppressedAddress,
): Html {
  return html`
    <tr>
      <th scope="row">${email}<small>stream “${stream}”</small></th>
      <td>${reasonWords[reason]}</td>
      <td>${sayInstant(createdAt, shopify.store.data.shop.ianaTimezone)}</td>
      <td>
        ${
          mayBeLiftedBy
            ? html`
                <form method="post" action="/inbox/suppressed/reactivate" data-act>
                  <input type="hidden" name="serverId" value="${serverId}" />
                  <input type="hidden" name="stream" value="${stream}" />
                  <input type="hidden" name="email" value="${email}" />
                  <button class="button small quiet">${lifterWords[mayBeLiftedBy]}</button>
                </form>
              `
            : html`<span class="soft">cannot be lifted</span>`
        }
      </td>
    </tr>
  `;
}
