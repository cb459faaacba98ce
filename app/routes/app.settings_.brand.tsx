import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { BrandForm } from '~/components/brand/brand-form';
import { RouteError } from '~/components/route-error';
import { brandPage, saveBrand } from '~/ops/brand/brand-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Brand' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return brandPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return saveBrand(services, session.shop, Object.fromEntries(await request.formData()), sessionToken?.sub);
}

const BACK = { content: 'Settings', url: '/app/settings' };

export default function Brand() {
  const { kit } = useLoaderData<typeof loader>();
  return (
    <Page fullWidth title="Brand" subtitle="What do your mails look and sound like?" backAction={BACK}>
      <BrandForm key={JSON.stringify(kit)} kit={kit} />
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
