import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { Readable } from 'node:stream';
import { importProblemsFile } from '~/ops/import-problems-file.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Rows of an import that were not taken as they stand, as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const lines = await importProblemsFile(services, session.shop, sessionToken?.sub ?? 'unknown', params.id);
  if (!lines) throw new Response('there is no such import', { status: 404 });
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="rows-to-correct.csv"',
    'Cache-Control': 'no-store',
  };
  return new Response(createReadableStreamFromReadable(Readable.from(lines)), { headers });
}
