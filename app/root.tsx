import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLoaderData } from '@remix-run/react';
import { services } from './process.server';

const APP_BRIDGE = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

export function loader() {
  const { SHOPIFY_API_KEY: apiKey, ADMIN_STANDIN_URL: standIn } = services.env;
  return { apiKey, appBridge: standIn ? `${standIn}/app-bridge.js` : APP_BRIDGE };
}

export default function Root() {
  const { apiKey, appBridge } = useLoaderData<typeof loader>();
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
