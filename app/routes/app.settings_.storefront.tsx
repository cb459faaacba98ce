import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { RouteError } from '~/components/route-error';
import { StorefrontForm } from '~/components/storefront/storefront-form';
import { saveStorefront, storefrontPage } from '~/ops/storefront/storefront-page.server';
import { blockEditorUrl, FORM_BLOCKS } from '~/ops/storefront/theme-links';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Storefront' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { SHOPIFY_API_KEY: apiKey } = services.env;
  const blocks = FORM_BLOCKS.map((block) => ({ ...block, editorUrl: blockEditorUrl(session.shop, apiKey, block) }));
  return { ...(await storefrontPage(services, session.shop)), blocks };
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return saveStorefront(services, session.shop, Object.fromEntries(await request.formData()), sessionToken?.sub);
}

const BACK = { content: 'Settings', url: '/app/settings' };

export default function Storefront() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page fullWidth title="Storefront" subtitle="How do people sign up in your store?" backAction={BACK}>
      <StorefrontForm key={JSON.stringify(page.settings)} page={page} blocks={page.blocks} />
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
