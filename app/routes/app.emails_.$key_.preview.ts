import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { peopleToTry } from '~/ops/emails/people-to-try.server';
import { previewDraft } from '~/ops/emails/preview-draft.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** People as whom a draft can be looked at. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const who = new URL(request.url).searchParams.get('who') ?? '';
  const what = who ? 'customers-searched' : 'customers-listed';
  await noteLook(services, { session, sessionToken }, { what, subject: 'customers' });
  return { who, people: await peopleToTry(services, session.shop, who) };
}

/** A draft as somebody would get it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const preview = await previewDraft(services, session.shop, params.key ?? '', form);
  if (preview.kind === 'shown' && preview.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'mail-previewed', subject: preview.profileId });
  return json(preview);
}
