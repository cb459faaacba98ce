import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { EmailPageView } from '~/components/email-editor/email-page-view';
import { RouteError } from '~/components/route-error';
import { emailPage, saveEmail } from '~/ops/emails/email-page.server';
import { sendDraft } from '~/ops/emails/send-draft.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? 'Email' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const page = await emailPage(services, session.shop, params.key ?? '');
  if (!page) throw new Response('there is no such email', { status: 404 });
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const key = params.key ?? '';
  if (form.intent !== 'test') return saveEmail(services, session.shop, key, form, sessionToken?.sub);
  const sent = await sendDraft(services, session.shop, key, form);
  if (sent.kind === 'sent' && sent.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'mail-previewed', subject: sent.profileId });
  return sent;
}

export default function Email() {
  const page = useLoaderData<typeof loader>();
  return <EmailPageView key={page.key} page={page} />;
}

export function ErrorBoundary() {
  const missing = {
    title: 'Email not found',
    heading: 'There is no such email',
    words: 'It may have been taken away.',
  };
  return <RouteError back={{ content: 'Emails', url: '/app/emails' }} missing={missing} />;
}
