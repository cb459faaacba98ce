import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineGrid, Page, Text } from '@shopify/polaris';
import { whenWords } from '~/decisions/explanations/spoken-shop';
import { GroupCard } from '~/components/groups/group-card';
import { NoGroups } from '~/components/groups/no-groups';
import { PlotCard } from '~/components/groups/plot-card';
import { WaysCard } from '~/components/groups/ways-card';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { When } from '~/components/when';
import { groupsPage } from '~/ops/groups/groups-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Groups we found' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return groupsPage(services, session.shop, new URL(request.url).searchParams.get('way'));
}

const BACK = { content: 'Segments', url: '/app/segments' };

export default function Groups() {
  const page = useLoaderData<typeof loader>();
  const { found, shop, nextAt } = page;
  return (
    <PendingPage>
      <Page title="Groups we found" subtitle="Which groups do your people fall into?" backAction={BACK}>
        <BlockStack gap="400">
          {found.kind === 'found' && found.shown && (
            <Card>
              <Text as="p">
                Looked for <When at={found.ranAt} shop={shop} /> among {found.people} people who were here or bought
                within a year.{nextAt ? ` Kindred looks again ${whenWords(nextAt, shop)}.` : ''} A group is kept up by
                nobody; make a segment of it, and its rule keeps it true.
              </Text>
            </Card>
          )}
          {(found.kind !== 'found' || !found.shown) && <NoGroups page={page} />}
          {found.kind === 'found' && found.plot && (
            <PlotCard plot={found.plot} groups={found.groups} locale={shop.locale} />
          )}
          {found.kind === 'found' && found.groups.length > 0 && (
            <InlineGrid columns={{ xs: 1, lg: 2 }} gap="400">
              {found.groups.map((group) => (
                <GroupCard key={group.id} group={group} shop={shop} />
              ))}
            </InlineGrid>
          )}
          {found.kind === 'found' && <WaysCard found={found} />}
        </BlockStack>
      </Page>
    </PendingPage>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No groups here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
