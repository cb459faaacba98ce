import type { ActionFunctionArgs } from '@remix-run/node';
import { handleRequest } from '~/ops/privacy-requests.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Notes what the merchant did about a request. */
export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return handleRequest(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}
