import { json, type ActionFunctionArgs } from '@remix-run/node';
import { askExport } from '~/ops/exports/ask-export.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Asks for a list as a file. */
export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return json(await askExport(services, session.shop, sessionToken?.sub ?? 'unknown', form));
}
