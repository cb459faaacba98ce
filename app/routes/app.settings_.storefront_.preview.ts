import type { LoaderFunctionArgs } from '@remix-run/node';
import { previewStorefront } from '~/ops/storefront/preview-storefront.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** A form of the storefront that is being changed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return previewStorefront(services, session.shop, Object.fromEntries(new URL(request.url).searchParams));
}
