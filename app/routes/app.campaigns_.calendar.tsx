import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { Calendar } from '~/components/campaigns/calendar';
import { RouteError } from '~/components/route-error';
import { calendarPage } from '~/ops/campaigns/calendar-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Calendar' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return calendarPage(services, session.shop, new URL(request.url).searchParams);
}

const BACK = { content: 'Campaigns', url: '/app/campaigns' };

export default function CampaignCalendar() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page title="Calendar" subtitle="What goes on which day, and how much mail that is" backAction={BACK}>
      <Calendar page={page} />
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No such month', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
