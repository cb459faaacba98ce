import type { LoaderFunctionArgs } from '@remix-run/node';
import { flowFile } from '~/ops/flows/flow-file.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The flow as a file; asked for by pages that hand it over. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const text = await flowFile(services, session.shop, params.key ?? '');
  if (text === null) throw new Response('there is no such flow, or it cannot be read', { status: 404 });
  return new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } });
}
