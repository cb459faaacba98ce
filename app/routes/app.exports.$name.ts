import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { exportList } from '~/ops/export-list.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** A list as a file. */
export async function loader({ request, params: { name } }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const search = new URL(request.url).searchParams;
  const lines = await exportList(services, session.shop, sessionToken?.sub ?? 'unknown', { name, search });
  if (!lines) throw new Response('there is no such list', { status: 404 });
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
    'Cache-Control': 'no-store',
  };
  return new Response(createReadableStreamFromReadable(Readable.from(lines)), { headers });
}
