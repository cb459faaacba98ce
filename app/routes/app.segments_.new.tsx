import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { RouteError } from '~/components/route-error';
import { SegmentEditor } from '~/components/segments/segment-editor';
import { changeSegment } from '~/ops/segments/change-segment.server';
import { newSegmentPage } from '~/ops/segments/segment-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'New segment' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return newSegmentPage(services, session.shop, new URL(request.url).searchParams);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeSegment(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

const BACK = { content: 'Segments', url: '/app/segments' };

export default function NewSegment() {
  const page = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <Page title="New segment" subtitle="Who is in, and who is out?" backAction={BACK}>
      <SegmentEditor key={search} page={page} />
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No segment here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
