import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { Readable } from 'node:stream';
import { exportState } from '~/ops/exports/exports-page.server';
import { takeExport } from '~/ops/exports/take-export.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

const GONE = { status: 404 };

/** How far a file is. */
export async function loader({ request, params: { id } }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const file = await exportState(services, session.shop, id);
  if (!file) throw new Response('there is no such file', GONE);
  return json(file, { headers: { 'Cache-Control': 'no-store' } });
}

/** The file itself, by a post: nothing that looks ahead may take it. */
export async function action({ request, params: { id } }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const file = await takeExport(services, session.shop, sessionToken?.sub ?? 'unknown', id);
  if (!file) throw new Response('there is no such file, or its day is over', GONE);
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${file.fileName}"`,
    'Cache-Control': 'no-store',
  };
  return new Response(createReadableStreamFromReadable(Readable.from(file.content)), { headers });
}
