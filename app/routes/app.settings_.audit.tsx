import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Page, Text } from '@shopify/polaris';
import { AdaptiveList, type ListRow } from '~/components/adaptive-list';
import { EmptyNote } from '~/components/empty-note';
import { useListAddress } from '~/components/list-address';
import { PendingPage } from '~/components/pending-page';
import { AUDIT_FILTERS, AuditFilters } from '~/components/privacy/audit-filters';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { When } from '~/components/when';
import { auditPage, type AuditRow } from '~/ops/audit.server';
import type { PageShop } from '~/ops/shop-context.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Who looked at personal data' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return auditPage(services, session.shop, new URL(request.url).searchParams);
}

const BACK = { content: 'Privacy', url: '/app/settings/privacy' };

export default function Audit() {
  const { looks, links, shop, actors, kinds } = useLoaderData<typeof loader>();
  const address = useListAddress(AUDIT_FILTERS);
  const file = useExport('looks', address.search);
  return (
    <PendingPage>
      <Page
        title="Who looked at personal data"
        subtitle="Which user or program saw whom, and when?"
        backAction={BACK}
        secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
      >
        <FileProblem file={file} isAbove />
        <Card padding="0">
          <AuditFilters address={address} actors={actors} kinds={kinds} />
          {looks.length === 0 ? (
            <Nobody isFiltered={address.hasFilters} />
          ) : (
            <AdaptiveList
              resourceName={{ singular: 'look', plural: 'looks' }}
              headings={[{ title: 'What' }, { title: 'Who' }, { title: 'When' }]}
              rows={looks.map((look) => rowOf(look, shop))}
              pages={{ address, links }}
            />
          )}
        </Card>
      </Page>
    </PendingPage>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyNote heading="Nobody did" action={{ content: 'Show all', url: '/app/settings/audit' }}>
        Nothing that was written down fits these filters.
      </EmptyNote>
    );
  return (
    <EmptyNote heading="Nobody has looked yet">
      When somebody of your team opens a customer, a list of them or a mail, or a program reads one, it is written down
      here. The same look again within ten minutes is one.
    </EmptyNote>
  );
}

function rowOf({ id, who, did, at, url }: AuditRow, shop: PageShop): ListRow {
  const when = <When at={at} shop={shop} />;
  return {
    id,
    url,
    title: did,
    cells: [
      <Text as="span" key="did" fontWeight="medium">
        {did}
      </Text>,
      who,
      when,
    ],
    summary: (
      <Text as="span" tone="subdued" breakWord>
        {who}, {when}
      </Text>
    ),
  };
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
