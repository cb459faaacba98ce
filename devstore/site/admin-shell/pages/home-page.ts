import { gidTail } from '../../../shopify/gid';
import { html, type Html } from '../../html';
import { sayInstant } from '../../say-time';
import { sayMoney } from './say-money';
import type { Store } from './store-lists';

const LATEST = 8;
const DAY_MS = 24 * 3_600_000;

/** What the shop did lately, and the way to the app. */
export function homePage(
  { orders, products, customers, shop }: Store,
  app: { name: string; handle: string },
  now: Date,
): Html {
  const since = new Date(now.getTime() - 30 * DAY_MS).toISOString();
  const recent = orders.filter((order) => order.createdAt >= since && order.cancelledAt === null);
  const soldMinor = recent.reduce((sum, order) => sum + order.totalMinor, 0);
  return html`<div class="page">
    <header class="page-head"><h1>${shop.name}</h1></header>
    <section class="card figures" aria-label="The last 30 days">
      ${figure(sayMoney(soldMinor, shop.currency), `sold in the last 30 days, in ${recent.length} orders`)}
      ${figure(products.length.toLocaleString('en'), 'products')}
      ${figure(customers.length.toLocaleString('en'), 'customers')}
    </section>
    <section class="card">
      <h2>Latest orders</h2>
      <ul class="lines">
        ${orders
          .slice(-LATEST)
          .toReversed()
          .map(
            (order) =>
              html`<li>
                <a href="/admin/orders/${gidTail(order.id)}">${order.name}</a>,
                ${sayInstant(new Date(order.createdAt), shop.ianaTimezone)},
                ${sayMoney(order.totalMinor, shop.currency)}
              </li>`,
          )}
      </ul>
    </section>
    <p><a class="button button-primary" href="/admin/apps/${app.handle}">Open ${app.name}</a></p>
  </div>`;
}

const figure = (value: string, words: string): Html =>
  html`<p class="one-figure"><strong>${value}</strong> <span>${words}</span></p>`;
