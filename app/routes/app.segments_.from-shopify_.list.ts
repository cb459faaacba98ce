import type { LoaderFunctionArgs } from '@remix-run/node';
import type { ShouldRevalidateFunction } from '@remix-run/react';
import { listShopifySegments } from '~/ops/segments/from-shopify.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Shopify's own segments, to choose one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return listShopifySegments(services, session.shop);
}

/** Nothing that is done in the app changes them. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false;
