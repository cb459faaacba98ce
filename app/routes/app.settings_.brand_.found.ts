import type { LoaderFunctionArgs } from '@remix-run/node';
import { findBrand } from '~/ops/brand/found-brand.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** What the shop's theme says of its looks. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return findBrand(services, session.shop);
}
