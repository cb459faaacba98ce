import type { MetaFunction } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLoaderData } from '@remix-run/react';
import { useFreshOnReturn } from './components/use-fresh-on-return';
import { appBridgeUrl } from './integrations/shopify/app-bridge-url';
import { services } from './process.server';

export function loader() {
  return { apiKey: services.env.SHOPIFY_API_KEY, appBridge: appBridgeUrl(services.env) };
}

/** For pages without a title of their own. */
export const meta: MetaFunction = () => [{ title: 'Kindred' }];

export default function Root() {
  const { apiKey, appBridge } = useLoaderData<typeof loader>();
  useFreshOnReturn();
  return (
    <html lang="en">
      <head>
        {/* App Bridge asks to be the very first script of every document. */}
        <script data-api-key={apiKey} src={appBridge} suppressHydrationWarning />
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}
