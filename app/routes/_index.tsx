import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

/** Shopify opens the app at its root; the app lives under /app. */
export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  return redirect(`/app${url.search}`);
}
