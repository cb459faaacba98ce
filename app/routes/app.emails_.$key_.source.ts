import { json, type ActionFunctionArgs } from '@remix-run/node';
import { draftSource } from '~/ops/emails/draft-source.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** What leaves of a draft: its headers, HTML and plain text. */
export async function action({ request, params: { key = '' } }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const source = await draftSource(services, session.shop, key, form);
  if (source.kind === 'made' && source.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'mail-previewed', subject: source.profileId });
  return json(source);
}
