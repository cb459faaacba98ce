import { createReadableStreamFromReadable } from '@remix-run/node';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { exportConsent } from '~/ops/export-consent.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The consent ledger as a file. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const withAddresses = new URL(request.url).searchParams.get('addresses') === '1';
  const lines = await exportConsent(services, session.shop, { withAddresses, actor: sessionToken?.sub ?? 'unknown' });
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="consent.csv"',
    'Cache-Control': 'no-store',
  };
  return new Response(createReadableStreamFromReadable(Readable.from(lines)), { headers });
}
