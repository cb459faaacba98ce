import express, { type Router } from 'express';
import { postalAddress } from '../../demo/merchant';
import { clockState, type ClockParts } from '../clock/clock-routes';
import { html, jsonScript, type Html } from '../html';
import { sendPage } from '../page';
import type { SiteParts } from '../site-parts';
import { clockBar } from './clock-bar';
import { readCookies } from '../../shopify/storefront/cart/cart-session';
import { firstSteps } from './first-steps';
import { panes } from './panes';
import { STEPS_COOKIE, stepsLine } from './steps-line';

/** The start page: the clock above, and beneath it the admin, the storefront and the inbox, side by side. */
export function createStartPage(parts: Omit<ClockParts, 'events'> & Pick<SiteParts, 'appUrl'>): Router {
  const { world, appUrl } = parts;
  const router = express.Router();
  router.get('/', (request, response, next) => {
    clockState(parts)
      .then((state) => {
        const { shop } = world.shopify.store.data;
        const { cookie } = request.headers;
        const steps = firstSteps(world, cookie);
        const isSeen = readCookies(cookie)[STEPS_COOKIE] === 'seen';
        sendPage(response, {
          title: `${shop.name}: Kindred’s dev store`,
          styles: ['site', 'start-page'],
          script: 'start-page',
          // Links of mails lead over Postmark or the app to the storefront, in its pane.
          frames: [world.urls.storefront, world.urls.mailLinks, new URL(appUrl).origin],
          body: html`
            <body>
              <header class="bar">${clockBar(shop.name, state)} ${keys(parts)}</header>
              ${!isSeen && stepsLine(steps)}
              <main class="panes" data-panes>${panes(world.urls.storefront)}</main>
              <div class="toast" data-toast role="status" hidden></div>
              ${jsonScript('clock-state', state)} ${jsonScript('first-steps', steps)}
            </body>
          `,
        });
      })
      .catch(next);
  });
  router.get('/first-steps', (request, response) => {
    response.json(firstSteps(world, request.headers.cookie));
  });
  return router;
}

/** What the app's own set-up asks the merchant for. */
function keys({ world }: Pick<ClockParts, 'world'>): Html {
  const rows: [string, string][] = [
    ['Postmark server token', world.postmarkToken],
    ['Sender address', world.senderEmail],
    ['Postal address', postalAddress(world)],
  ];
  return html`
    <details class="menu keys">
      <summary class="button small quiet">
        <span class="if-wide">For the set-up</span><span class="if-narrow">Set-up</span>
      </summary>
      <div class="menu-sheet">
        <p>Kindred’s set-up page asks for these. They belong to the Postmark of this world.</p>
        <dl>
          ${rows.map(
            ([name, value]) => html`
              <div>
                <dt>${name}</dt>
                <dd>
                  <code>${value}</code>
                  <button type="button" class="button small quiet" data-copy="${value}" aria-label="Copy ${name}">
                    Copy
                  </button>
                </dd>
              </div>
            `,
          )}
        </dl>
      </div>
    </details>
  `;
}
