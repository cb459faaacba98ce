import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { FlowPageView } from '~/components/flows/flow-page-view';
import { FlowUnreadView } from '~/components/flows/flow-unread-view';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { changeFlow } from '~/ops/flows/change-flow.server';
import { flowPage } from '~/ops/flows/flow-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.kind === 'flow' ? data.draft.name : (data?.name ?? 'Flow') },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const page = await flowPage(services, session.shop, params.key ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such flow', { status: 404 });
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeFlow(services, session.shop, params.key ?? '', form, sessionToken?.sub);
}

export default function Flow() {
  const page = useLoaderData<typeof loader>();
  return (
    <PendingPage>
      {page.kind === 'unread' ? (
        <FlowUnreadView page={page} />
      ) : (
        <FlowPageView key={`${page.key} ${page.looksAt ?? 'draft'}`} page={page} />
      )}
    </PendingPage>
  );
}

export function ErrorBoundary() {
  const words = 'The flows of your store stand in the list.';
  return (
    <RouteError
      back={{ content: 'Flows', url: '/app/flows' }}
      missing={{ title: 'Flow not found', heading: 'There is no such flow', words }}
    />
  );
}
