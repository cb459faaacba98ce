import type { LinksFunction, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useRouteError,
} from '@remix-run/react';
import { useFreshOnReturn } from './components/use-fresh-on-return';
import { useLatestData } from './components/use-refresh';
import { appBridgeUrl } from './integrations/shopify/app-bridge-url';
import { services } from './process.server';

export function loader() {
  return { apiKey: services.env.SHOPIFY_API_KEY, appBridge: appBridgeUrl(services.env) };
}

/** For pages without a title of their own. */
export const meta: MetaFunction = () => [{ title: 'Kindred' }];

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }];

/** Stands behind all that is to be seen of a page. */
const WHOLE = 'whole-page';

export default function Root() {
  const { apiKey, appBridge } = useLoaderData<typeof loader>();
  useFreshOnReturn();
  useLatestData();
  return (
    <html lang="en">
      <head>
        {/* App Bridge asks to be the very first script of every document. */}
        <script data-api-key={apiKey} src={appBridge} suppressHydrationWarning />
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
        {/* Painted once whole: half a document has other columns, and a table with half its rows too, so that all would jump as the rest comes. */}
        <link rel="expect" href={`#${WHOLE}`} {...{ blocking: 'render' }} />
      </head>
      <body>
        <Outlet />
        <div id={WHOLE} hidden />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** Outside of the admin: an address that is none, or a document that could not be begun. */
export function ErrorBoundary() {
  const error = useRouteError();
  const isMissing = isRouteErrorResponse(error) && error.status === 404;
  const words = isMissing ? 'There is no such page' : 'This page could not be made';
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{words}</title>
      </head>
      <body
        style={{
          font: '17px/1.5 system-ui, sans-serif',
          maxWidth: '34rem',
          margin: '20vh auto 0',
          padding: '0 1.5rem',
        }}
      >
        <h1>{words}</h1>
        <p>{isMissing ? 'The address is not one of Kindred’s.' : 'Nothing was changed. Try again in a moment.'}</p>
      </body>
    </html>
  );
}
