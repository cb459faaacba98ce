import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Page } from '@shopify/polaris';
import { NewFlow } from '~/components/flows/new-flow';
import { PendingPage } from '~/components/pending-page';
import { changeFlow } from '~/ops/flows/change-flow.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'New flow' }];

export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return changeFlow(services, session.shop, '', Object.fromEntries(await request.formData()), sessionToken?.sub);
}

export default function NewFlowPage() {
  return (
    <PendingPage>
      <Page
        title="New flow"
        subtitle="It is made turned off: nothing is sent before you say so"
        backAction={{ content: 'Flows', url: '/app/flows' }}
      >
        <NewFlow />
      </Page>
    </PendingPage>
  );
}
