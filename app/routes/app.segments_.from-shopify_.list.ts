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

/** Asking whom a rule means changes nothing here. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === '/app/segments/count' ? false : defaultShouldRevalidate;
