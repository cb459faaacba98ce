import type { ActionFunctionArgs } from '@remix-run/node';
import { showEntry } from '~/ops/parked-entries.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** What a parked entry said. A post, not a get: nothing that looks ahead may look at it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return showEntry(services, session.shop, sessionToken?.sub ?? 'unknown', params.id ?? '');
}
