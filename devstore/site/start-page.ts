import express, { type Router } from 'express';
import { everythingSettled } from '../app-processes';
import type { SiteParts } from './site';
import type { World } from '../world';

const HOUR_MS = 3_600_000;

/** What a person needs beside the storefront: the clock, and every mail that was sent. */
export function createStartPage({ world, app }: SiteParts): Router {
  const site = express.Router();
  site.get('/', (_request, response) => {
    response.type('html').send(page(world));
  });
  site.post('/jump/:hours', (request, response, next) => {
    const hours = Number(request.params.hours);
    if (!(hours > 0 && hours <= 24 * 31)) {
      response.status(400).send('hours: between 0 and 744, please.');
      return;
    }
    const jump = async () => {
      await world.clock.advance(hours * HOUR_MS);
      await everythingSettled(world, app);
      response.redirect(303, '/');
    };
    jump().catch(next);
  });
  site.get('/mails/:messageId', (request, response) => {
    const mail = world.postmark.inbox.messages().find((each) => each.messageId === request.params.messageId);
    if (mail) response.type('html').send(mail.html);
    else response.status(404).send('There is no such mail.');
  });
  return site;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function page(world: World): string {
  const { ianaTimezone } = world.shopify.store.data.shop;
  const now = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: ianaTimezone });
  const mails = world.postmark.inbox.messages().reverse();
  const rows = mails.map(
    (mail) =>
      `<li><a href="/mails/${mail.messageId}">${escape(mail.subject)}</a><br><small>to ${escape(mail.to)}, ${now.format(new Date(mail.at))}</small></li>`,
  );
  const jumps = [1, 4, 20, 24].map(
    (hours) =>
      `<form method="post" action="/jump/${hours}"><button>jump ${hours} hour${hours > 1 ? 's' : ''}</button></form>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kindred’s dev store</title><style>
body{font:17px/1.5 "Helvetica Neue",Helvetica,Arial,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1.5rem;color:#1f2328;background:#f5f3ee}
h1{font-size:1.75rem;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}form{display:inline-block;margin:0 .5rem .5rem 0}
button{font:inherit;font-weight:600;padding:.5rem 1rem;border:0;border-radius:.5rem;background:#1d4f3f;color:#fff;cursor:pointer}
ul{padding:0;list-style:none}li{background:#fff;padding:.75rem 1rem;border-radius:.5rem;margin:.5rem 0}small{color:#646b73}a{color:#1d4f3f}
</style></head><body>
<h1>${escape(world.shopify.store.data.shop.name)}</h1>
<p>It is ${now.format(world.clock.now())}. <a href="${world.urls.storefront}" target="_blank">Open the storefront</a>, accept tracking, fill a cart,
go to checkout, give an address and agree to news. Then leave, and jump.</p>
${jumps.join('\n')}
<h2>Mails (${mails.length})</h2>
${rows.length ? `<ul>${rows.join('\n')}</ul>` : '<p>None yet.</p>'}
</body></html>`;
}
