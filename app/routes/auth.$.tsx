import type { LoaderFunctionArgs } from '@remix-run/node';
import { APP_BRIDGE, appBridgeUrl } from '~/integrations/shopify/app-bridge-url';
import { withoutFrameAncestors } from '~/integrations/shopify/frame-ancestors.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Pages of Shopify's package: the one that fetches a session token where an address has none, and the one that leaves the frame. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  if (params['*'] === 'login') return openFromAdmin();
  try {
    await authenticate.admin(request);
  } catch (thrown) {
    throw thrown instanceof Response ? await asOurs(thrown) : thrown;
  }
  return null;
}

/** Shopify's package writes its own address of App Bridge and its own frame ancestors; ours are decided elsewhere. */
async function asOurs(answer: Response): Promise<Response> {
  const headers = withoutFrameAncestors(new Headers(answer.headers));
  const isPage = headers.get('content-type')?.startsWith('text/html');
  if (!isPage) return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  if (services.env.ADMIN_STANDIN_URL) headers.delete('Link');
  const html = (await answer.text()).replaceAll(APP_BRIDGE, appBridgeUrl(services.env));
  return new Response(html, { status: answer.status, headers });
}

/** Where Shopify's package sends who comes without a shop. No address is asked for: the admin knows it. */
function openFromAdmin(): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kindred</title><style>body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.5rem;color:#1f2328}h1{font-size:1.5rem}</style></head>
<body><h1>Open Kindred from your Shopify admin</h1><p>Go to your store’s admin and choose <strong>Apps</strong>, then <strong>Kindred</strong>. Your store is
known there; there is nothing to sign in to here.</p></body></html>`;
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
