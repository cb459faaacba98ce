import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { AdaptiveList, type ListRow } from '~/components/adaptive-list';
import { EmptyNote } from '~/components/empty-note';
import { useListAddress } from '~/components/list-address';
import { ListFilters, type Choice } from '~/components/list-filters';
import { moneyWords } from '~/components/money-words';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { ConsentBadge } from '~/components/state-badge';
import { When } from '~/components/when';
import { MAILABILITY_NAMES } from '~/decisions/explanations/consent-words';
import { countWords } from '~/decisions/explanations/spoken-shop';
import { customersPage, type CustomerRow } from '~/ops/customers.server';
import type { PageShop } from '~/ops/shop-context.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Customers' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return customersPage(services, session.shop, new URL(request.url).searchParams);
}

const FILTERS = ['who', 'consent'];

const SEARCH = {
  name: 'who',
  label: 'Who',
  helpText:
    'A whole email address, or a customer’s number in Shopify. Names are kept encrypted and cannot be searched.',
};

const CONSENT: Choice = {
  name: 'consent',
  label: 'Consent',
  options: [
    { label: 'Any', value: '' },
    ...Object.entries(MAILABILITY_NAMES).map(([value, label]) => ({ label, value })),
  ],
};

export default function Customers() {
  const { customers, shop, links, isUnsearchable } = useLoaderData<typeof loader>();
  const address = useListAddress(FILTERS);
  const isFirstUse = customers.length === 0 && !address.hasFilters && !links.newer;
  return (
    <PendingPage>
      <Page title="Customers" subtitle="Who is this, may I mail them, and why?">
        <Card padding="0">
          {isFirstUse ? (
            <FirstUse />
          ) : (
            <>
              <ListFilters address={address} search={SEARCH} choices={[CONSENT]} />
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
                  {...{ address, links }}
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
      Addresses and names are kept encrypted, so only a whole email address finds somebody, or the number a customer has
      in Shopify: the digits at the end of the customer’s address in the admin.
    </EmptyNote>
  ) : (
    <EmptyNote heading="Nobody is like that" action={action}>
      No customer or visitor fits. Somebody who was erased is not shown any more.
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
