import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Box, Card, Page, Text } from '@shopify/polaris';
import { DuplicatePairCard } from '~/components/data/duplicate-pair';
import { EmptyNote } from '~/components/empty-note';
import { FileProblem } from '~/components/file-problem';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { exportOf, useExport } from '~/components/use-export';
import { decideDuplicate } from '~/ops/decide-duplicate.server';
import { duplicatesPage } from '~/ops/duplicates.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Two, or one?' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return duplicatesPage(services, session.shop, sessionToken?.sub ?? 'unknown');
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const said = Object.fromEntries(await request.formData());
  return decideDuplicate(services, session.shop, sessionToken?.sub ?? 'unknown', said);
}

export default function Duplicates() {
  const { pairs, count, shop } = useLoaderData<typeof loader>();
  const file = useExport('duplicates', '');
  return (
    <PendingPage>
      <Page
        title="Two, or one?"
        subtitle="People who look alike, the likeliest first"
        backAction={BACK}
        {...(pairs.length > 0 ? { secondaryActions: exportOf(file) } : {})}
      >
        <FileProblem file={file} isAbove />
        <BlockStack gap="400">
          {pairs.length === 0 && (
            <Card padding="0">
              <EmptyNote heading="Nobody to decide about" action={{ content: 'Back to Data', url: '/app/data' }}>
                No two people look alike, or all of them were decided.
              </EmptyNote>
            </Card>
          )}
          {pairs.length > 0 && (
            <Box paddingInline={{ xs: '400', md: '0' }}>
              <Text as="p">
                One person: everything of both stands on one page, and you can undo it there. Two persons: they are
                never proposed again, and nothing joins them.
              </Text>
            </Box>
          )}
          {pairs.map((pair) => (
            <DuplicatePairCard key={pair.persons.map(({ id }) => id).join()} pair={pair} shop={shop} />
          ))}
          {count > pairs.length && (
            <Text as="p" tone="subdued">
              {(count - pairs.length).toLocaleString('en')} more come up as you decide.
            </Text>
          )}
        </BlockStack>
      </Page>
    </PendingPage>
  );
}

const BACK = { content: 'Data', url: '/app/data' };

export function ErrorBoundary() {
  const words = 'Everything that was found stands on the Data page.';
  return (
    <RouteError back={BACK} missing={{ title: 'Not found', heading: 'Nobody is looked for by this name', words }} />
  );
}
