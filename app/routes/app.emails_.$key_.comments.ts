import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { changeComments, emailComments } from '~/ops/emails/comments.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** What was said of a mail; asked for by the panel that shows it. */
export async function loader({ request, params: { key = '' } }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return json(await emailComments(services, session.shop, key, sessionToken?.sub ?? 'unknown'));
}

export async function action({ request, params: { key = '' } }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const actor = sessionToken?.sub ?? 'unknown';
  return json(await changeComments(services, session.shop, { key, actor }, form));
}
