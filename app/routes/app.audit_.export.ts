import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { exportAudit } from '~/ops/audit.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Who looked at personal data, as a file. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const search = new URL(request.url).searchParams;
  const lines = await exportAudit(services, session.shop, sessionToken?.sub ?? 'unknown', search);
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="who-looked.csv"',
    'Cache-Control': 'no-store',
  };
  return new Response(createReadableStreamFromReadable(Readable.from(lines)), { headers });
}
