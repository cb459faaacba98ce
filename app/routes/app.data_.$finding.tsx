import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Box, Card, Pagination, Page, Text } from '@shopify/polaris';
import { AdaptiveList, type ListRow } from '~/components/adaptive-list';
import { EmptyNote } from '~/components/empty-note';
import { FileProblem } from '~/components/file-problem';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { exportOf, useExport } from '~/components/use-export';
import { When } from '~/components/when';
import { foundRows, type FoundRow } from '~/ops/found-rows.server';
import type { PageShop } from '~/ops/shop-context.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? capitalised(data.what) : 'Data' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = new URL(request.url).searchParams.get('page');
  const asked = { finding: params.finding ?? '', page };
  const found = await foundRows(services, session.shop, sessionToken?.sub ?? 'unknown', asked);
  if (found.kind === 'missing') throw new Response('nothing is looked for under this name', { status: 404 });
  return found;
}

export default function FoundRows() {
  const { finding, what, why, rows, page, hasMore, shop, headings = TOLD } = useLoaderData<typeof loader>();
  const file = useExport('findings', `finding=${finding}`);
  return (
    <PendingPage>
      <Page title={capitalised(what)} subtitle={why} backAction={BACK} secondaryActions={exportOf(file)}>
        <FileProblem file={file} isAbove />
        <BlockStack gap="400">
          <Card padding="0">
            {rows.length === 0 ? (
              <EmptyNote heading="Nothing here" action={{ content: 'Back to Data', url: '/app/data' }}>
                Nothing of this kind was found, or whom it was about was erased.
              </EmptyNote>
            ) : (
              <AdaptiveList
                resourceName={{ singular: 'row', plural: 'rows' }}
                headings={[{ title: headings[0] }, { title: headings[1] }]}
                rows={rows.map((row, index) => rowOf(row, index, shop))}
              />
            )}
          </Card>
          {(page > 1 || hasMore) && (
            <Box paddingInline={{ xs: '400', md: '0' }}>
              <Pagination
                hasPrevious={page > 1}
                hasNext={hasMore}
                {...(page > 1 ? { previousURL: `?page=${page - 1}` } : {})}
                {...(hasMore ? { nextURL: `?page=${page + 1}` } : {})}
                accessibilityLabels={{ previous: 'Newer', next: 'Older' }}
              />
            </Box>
          )}
        </BlockStack>
      </Page>
    </PendingPage>
  );
}

const TOLD: [string, string] = ['Told', 'Kept, or probably meant'];

function rowOf({ profileId, before, after, at }: FoundRow, index: number, shop: PageShop): ListRow {
  const kept = at ? <When at={at} shop={shop} /> : (after ?? 'nothing');
  return {
    id: `${index}`,
    title: before,
    url: profileId ? `/app/customers/${profileId}` : null,
    cells: [
      <Text key="before" as="span" fontWeight="medium" breakWord>
        {before}
      </Text>,
      <Text key="after" as="span" breakWord tone={after === null && !at ? 'subdued' : undefined}>
        {kept}
      </Text>,
    ],
    summary: (
      <Text as="span" tone="subdued" breakWord>
        {kept}
      </Text>
    ),
  };
}

const BACK = { content: 'Data', url: '/app/data' };

export function ErrorBoundary() {
  const words = 'Everything that was found stands on the Data page.';
  return (
    <RouteError back={BACK} missing={{ title: 'Not found', heading: 'Nothing is looked for by this name', words }} />
  );
}
