import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SuppressionsView } from '~/components/deliverability/suppressions-view';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { liftBounce } from '~/ops/deliverability/lift-bounce.server';
import { suppressionsPage } from '~/ops/deliverability/suppressions.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Who is not written to' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await suppressionsPage(services, session.shop, new URL(request.url).searchParams);
  await noteLook(services, { session, sessionToken }, { what: 'suppressions-listed', subject: 'suppressions' });
  return page;
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return liftBounce(services, session.shop, Object.fromEntries(await request.formData()), sessionToken?.sub);
}

export default function Suppressions() {
  const page = useLoaderData<typeof loader>();
  return (
    <PendingPage>
      <SuppressionsView page={page} />
    </PendingPage>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nobody here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Deliverability', url: '/app/deliverability' }} missing={missing} />;
}
