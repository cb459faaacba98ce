import type { LoaderFunctionArgs } from '@remix-run/node';
import { emailFile } from '~/ops/emails/email-file.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The mail as a file; asked for by pages that hand it over. */
export async function loader({ request, params: { key = '' } }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const text = await emailFile(services, session.shop, key);
  if (text === null) throw new Response('there is no such email', { status: 404 });
  return new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } });
}
