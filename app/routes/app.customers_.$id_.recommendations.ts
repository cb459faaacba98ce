import type { LoaderFunctionArgs } from '@remix-run/node';
import { customerRecommendations } from '~/ops/customer-recommendations.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** What would be recommended to somebody right now; asked for by their page once it is there. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return customerRecommendations(services, session.shop, params.id);
}
