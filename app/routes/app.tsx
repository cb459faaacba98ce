import { useEffect } from 'react';
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, Outlet, useLoaderData, useNavigation, useRouteError } from '@remix-run/react';
import { NavMenu, useAppBridge } from '@shopify/app-bridge-react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import '~/components/light-to-paint.css';
import '~/components/narrow.css';
import { ErrorPage } from '~/components/error-page';
import { PendingPage } from '~/components/pending-page';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: polarisStyles }];

export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return { apiKey: services.env.SHOPIFY_API_KEY };
}

export default function App() {
  const { apiKey } = useLoaderData<typeof loader>();
  useLoadingBar();
  return (
    // App Bridge's script stands in the document's head already.
    <AppProvider isEmbeddedApp={false} apiKey={apiKey}>
      <NavMenu>
        <a href="/app" rel="home">
          Home
        </a>
        <a href="/app/flows">Flows</a>
        <a href="/app/campaigns">Campaigns</a>
        <a href="/app/emails">Emails</a>
        <a href="/app/messages">Messages</a>
        <a href="/app/deliverability">Deliverability</a>
        <a href="/app/customers">Customers</a>
        <a href="/app/segments">Segments</a>
        <a href="/app/recommendations">Recommendations</a>
        <a href="/app/data">Data</a>
        <a href="/app/activity">Activity</a>
        <a href="/app/settings">Settings</a>
      </NavMenu>
      <main>
        <PendingPage>
          <Outlet />
        </PendingPage>
      </main>
    </AppProvider>
  );
}

/** The admin's own bar, while the next page's data is on its way. */
function useLoadingBar(): void {
  const bridge = useAppBridge();
  const isLoading = useNavigation().state === 'loading';
  useEffect(() => bridge.loading(isLoading), [bridge, isLoading]);
}

/** Shopify's own answers (a missing or stale session) are headers for App Bridge; all else is said to the merchant. */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status !== 404) return boundary.error(error);
  const isMissing = isRouteErrorResponse(error);
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <ErrorPage isMissing={isMissing} />
    </AppProvider>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
