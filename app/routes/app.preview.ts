import type { LoaderFunctionArgs } from '@remix-run/node';
import { previewNext } from '~/ops/preview.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The mail of a step as the next person would get it; asked for by pages that show it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const template = new URL(request.url).searchParams.get('template') ?? '';
  return previewNext(services, session.shop, template);
}
