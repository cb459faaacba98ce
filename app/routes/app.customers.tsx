import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { AdaptiveList, type ListRow } from '~/components/adaptive-list';
import { CUSTOMER_FILTERS, CustomerFilters } from '~/components/customer-filters';
import { EmptyNote } from '~/components/empty-note';
import { useListAddress } from '~/components/list-address';
import { moneyWords } from '~/components/money-words';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { ConsentBadge } from '~/components/state-badge';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { When } from '~/components/when';
import { countWords } from '~/decisions/explanations/spoken-shop';
import { customersPage, type CustomerRow } from '~/ops/customers.server';
import { noteLook } from '~/ops/note-look.server';
import type { PageShop } from '~/ops/shop-context.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Customers' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await customersPage(services, session.shop, new URL(request.url).searchParams);
  const what = page.filter.who ? 'customers-searched' : 'customers-listed';
  await noteLook(services, { session, sessionToken }, { what, subject: 'customers' });
  return page;
}

export default function Customers() {
  const { customers, shop, links, countries, isUnsearchable } = useLoaderData<typeof loader>();
  const address = useListAddress(CUSTOMER_FILTERS);
  const file = useExport('customers', address.search);
  const isFirstUse = customers.length === 0 && !address.hasFilters && !links.newer;
  return (
    <PendingPage>
      <Page
        title="Customers"
        subtitle="Who is this, may I mail them, and why?"
        secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
      >
        <FileProblem file={file} isAbove />
        <Card padding="0">
          {isFirstUse ? (
            <FirstUse />
          ) : (
            <>
              <CustomerFilters address={address} countries={countries} />
              {customers.length === 0 ? (
                <Nobody isUnsearchable={isUnsearchable} />
              ) : (
                <AdaptiveList
                  resourceName={{ singular: 'customer', plural: 'customers' }}
                  headings={[
                    { title: 'Who' },
                    { title: 'Marketing mail' },
                    { title: 'Last seen' },
                    { title: 'Orders', alignment: 'end' },
                    { title: 'Spent', alignment: 'end' },
                  ]}
                  rows={customers.map((customer) => rowOf(customer, shop))}
                  pages={{ address, links }}
                />
              )}
            </>
          )}
        </Card>
      </Page>
    </PendingPage>
  );
}

function FirstUse() {
  return (
    <EmptyNote heading="Nobody is known yet" action={{ content: 'See how far the sync is', url: '/app' }}>
      Your customers appear here while the store is first read, and visitors as soon as the storefront sees them: with
      their consent, what they did, and what they will get next.
    </EmptyNote>
  );
}

function Nobody({ isUnsearchable }: { isUnsearchable: boolean }) {
  const action = { content: 'Show all', url: '/app/customers' };
  return isUnsearchable ? (
    <EmptyNote heading="That cannot be searched" action={action}>
      There is no letter or digit in it. Names, addresses and phone numbers are kept encrypted and found by whole words:
      a first or last name, an email address, a phone number with its country code, or a customer’s number in Shopify.
    </EmptyNote>
  ) : (
    <EmptyNote heading="Nobody is like that" action={action}>
      No customer or visitor fits. Names are kept encrypted, so that only whole words find them: “Anna”, not “Ann”.
      Somebody who was erased is not shown any more.
    </EmptyNote>
  );
}

function rowOf(customer: CustomerRow, shop: PageShop): ListRow {
  const { id, name, email, mailability, orders, spentMinor, lastSeenAt } = customer;
  const title = name ?? email ?? 'A visitor';
  const spent = orders ? moneyWords(spentMinor, shop) : '–';
  const seen = <When at={lastSeenAt} shop={shop} />;
  return {
    id,
    title,
    url: `/app/customers/${id}`,
    cells: [
      <BlockStack key="who">
        <Text as="span" fontWeight="medium">
          {title}
        </Text>
        {name && <Small words={email ?? ''} />}
      </BlockStack>,
      <ConsentBadge key="consent" mailability={mailability} />,
      seen,
      <Text key="orders" as="p" alignment="end" numeric>
        {orders}
      </Text>,
      <Text key="spent" as="p" alignment="end" numeric>
        {spent}
      </Text>,
    ],
    summary: (
      <>
        {name && <Small words={email ?? ''} />}
        <InlineStack gap="200" blockAlign="center">
          <ConsentBadge mailability={mailability} />
          <Text as="span" tone="subdued">
            {orders ? `${countWords(orders, 'order')}, ${spent}, ` : ''}
            {seen}
          </Text>
        </InlineStack>
      </>
    ),
  };
}

function Small({ words }: { words: string }) {
  return (
    <Text as="span" variant="bodySm" tone="subdued" breakWord>
      {words}
    </Text>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No customers here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
