import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { changeSavedBlocks, savedBlocks } from '~/ops/emails/saved-blocks.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The parts of mails that the shop keeps; asked for by the panel that shows them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return json(await savedBlocks(services, session.shop));
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return json(await changeSavedBlocks(services, session.shop, sessionToken?.sub, form));
}
