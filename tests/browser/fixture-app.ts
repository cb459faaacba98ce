import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import express, { type Request } from 'express';

/** A small embedded app, made to touch everything of App Bridge that an app can touch; no framework, no database. */
export interface FixtureApp {
  url: string;
  /** Where the script comes from; known only once the world is open. */
  setBridge(origin: string): void;
  /** Authorization headers that `/echo` and `/refused-once` got, in order. */
  authorizations: string[];
  /** What forms were submitted with. */
  submitted: string[];
  close(): Promise<void>;
}

export async function openFixtureApp(): Promise<FixtureApp> {
  const app = express();
  const server = createServer(app);
  const url = await listen(server);
  const authorizations: string[] = [];
  const submitted: string[] = [];
  let bridge = '';
  const script = (attributes = '') =>
    `<script data-api-key="fixture-client-id" ${attributes} src="${bridge}/app-bridge.js"></script>`;
  const keep = (request: Request) => void authorizations.push(request.headers.authorization ?? '');

  app.get('/echo', (request, response) => {
    keep(request);
    response.json({ requestedWith: request.headers['x-requested-with'] });
  });
  app.get('/refused-once', (request, response) => {
    keep(request);
    const isFirst = authorizations.length === 1;
    if (isFirst) response.set('X-Shopify-Retry-Invalid-Session-Request', '1');
    response.status(isFirst ? 401 : 200).send(isFirst ? '' : 'taken');
  });
  app.get('/leave', (_request, response) => {
    response.set('X-Shopify-API-Request-Failure-Reauthorize-Url', 'shopify://admin/customers').status(401).end();
  });
  app.post('/save', express.text({ type: () => true }), (request, response) => {
    submitted.push(String(request.body));
    response.end();
  });
  app.get('/bounce', (_request, response) => void response.send(script()));
  app.get('/async', (_request, response) => void response.send(script('async')));
  app.get('/second', (_request, response) => void response.send(`<script></script>${script()}`));
  app.get('*', (_request, response) => void response.send(page(script())));
  return {
    ...{ url, authorizations, submitted },
    setBridge: (origin) => void (bridge = origin),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`)),
  );
}

/** Its router knows only how to show the path; `window.loads` tells whether the document was loaded anew. */
const page = (
  script: string,
): string => `<!doctype html><html lang="en"><head>${script}<title>Fixture</title></head><body>
<ui-nav-menu><a href="/start" rel="home">Start</a><a href="/lists">Lists</a><a href="/lists/deep">Deep</a></ui-nav-menu>
<ui-title-bar title="Shelves"><button variant="breadcrumb" onclick="did.push('back')">Lists</button>
  <button variant="primary" onclick="did.push('primary')">Create</button><button onclick="did.push('copy')">Copy</button>
  <section label="More"><button tone="critical" onclick="did.push('delete')">Delete</button></section></ui-title-bar>
<main><h1 id="path"></h1><a id="orders" href="shopify://admin/orders">Orders</a>
<form id="form" data-save-bar method="post"><label>Name <input name="name" value="Ada"></label></form>
<ui-save-bar id="bar"><button variant="primary" onclick="did.push('save')"></button><button onclick="did.push('discard')"></button></ui-save-bar>
<ui-modal id="modal"><div><p>Sure about it?</p></div><ui-title-bar title="Sure?"><button variant="primary" onclick="did.push('sure')">Yes</button></ui-title-bar></ui-modal></main>
<script>
  window.did = [];
  const show = () => (document.getElementById('path').textContent = location.pathname);
  addEventListener('shopify:navigate', (event) => { history.pushState(null, '', event.target.getAttribute('href')); show(); });
  addEventListener('popstate', show);
  document.addEventListener('visibilitychange', () => did.push('looked at'));
  document.getElementById('modal').addEventListener('hide', () => did.push('modal closed'));
  document.getElementById('form').addEventListener('submit', (event) => {
    event.preventDefault();
    fetch('/save', { method: 'POST', body: new URLSearchParams(new FormData(event.target)) }).then(() => did.push('submitted'));
  });
  show();
</script></body></html>`;
