import { createReadableStreamFromReadable } from '@remix-run/node';
import type { ActionFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { takeCopy } from '~/ops/privacy-requests.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The copy that somebody asked for, as a file. A post, not a get: nothing that looks ahead may take it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const lines = await takeCopy(services, session.shop, sessionToken?.sub ?? 'unknown', params.id ?? '');
  if (!lines) throw new Response('There is no such copy.', { status: 404 });
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="personal-data.json"',
    'Cache-Control': 'no-store',
  };
  return new Response(createReadableStreamFromReadable(Readable.from(lines)), { headers });
}
