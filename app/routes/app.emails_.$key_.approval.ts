import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { emailApproval } from '~/ops/emails/approval.server';
import { changeApproval } from '~/ops/emails/change-approval.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** How far a mail's newest version is; asked for by the card that shows it. */
export async function loader({ request, params: { key = '' } }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return json(await emailApproval(services, session.shop, key, sessionToken?.sub ?? 'unknown'));
}

export async function action({ request, params: { key = '' } }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const actor = sessionToken?.sub ?? 'unknown';
  return json(await changeApproval(services, session.shop, { key, actor }, form));
}
