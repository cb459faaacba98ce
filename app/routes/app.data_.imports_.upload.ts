import type { ActionFunctionArgs } from '@remix-run/node';
import { uploadImport } from '~/ops/upload-import.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** A step of an upload: its beginning, a piece, its end. */
export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return uploadImport(services, session.shop, sessionToken?.sub ?? 'unknown', await request.formData());
}
