import type { ActionFunctionArgs } from '@remix-run/node';
import { letMarketingGoOn } from '~/ops/go-on.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return letMarketingGoOn(services, session.shop, sessionToken?.sub);
}
