import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, InlineGrid, Layout, Link, Page, Text } from '@shopify/polaris';
import { ConsentEntry } from '~/components/consent-entry';
import { LedgerCard } from '~/components/ledger-card';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { TitledCard } from '~/components/titled-card';
import { MAILABILITY_NAMES } from '~/decisions/explanations/consent-words';
import { consentPage, verifyNow, type ConsentPage } from '~/ops/consent-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Consent' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return consentPage(services, session.shop);
}

/** Walks the ledger; changes nothing in it, and remembers what was found. */
export async function action({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return verifyNow(services, session.shop);
}

const SETTINGS = { content: 'Settings', url: '/app/settings' };

export default function Consent() {
  const page = useLoaderData<typeof loader>();
  return (
    <PendingPage>
      <Page title="Consent" subtitle="Who may be mailed, and can I prove it?" backAction={SETTINGS}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <Counts counts={page.counts} />
              <Recent page={page} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <LedgerCard entries={page.entries} shop={page.shop} />
              <Parked parked={page.parked} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Page>
    </PendingPage>
  );
}

const STATES = ['granted', 'pending', 'withdrawn', 'never-given'] as const;

function Counts({ counts }: Pick<ConsentPage, 'counts'>) {
  return (
    <TitledCard
      title={`${counts.granted.toLocaleString('en')} ${counts.granted === 1 ? 'address' : 'addresses'} may be mailed`}
    >
      <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
        {STATES.map((state) => (
          <BlockStack key={state} gap="050">
            <Text as="p" variant="headingLg" numeric>
              {counts[state].toLocaleString('en')}
            </Text>
            <Text as="p" tone="subdued">
              {MAILABILITY_NAMES[state]}
            </Text>
          </BlockStack>
        ))}
      </InlineGrid>
    </TitledCard>
  );
}

function Recent({ page: { recent, shop } }: { page: ConsentPage }) {
  return (
    <TitledCard title="Newest entries">
      {recent.length === 0 && (
        <Text as="p" tone="subdued">
          Nobody has said anything yet. What Shopify knows of your customers’ consent comes with the first sync, and
          every change from then on stands here.
        </Text>
      )}
      <BlockStack as="ul" gap="300">
        {recent.map((entry) => (
          <li key={entry.seq}>
            <ConsentEntry entry={entry} shop={shop} />
            {entry.profileId && (
              <Link
                url={`/app/customers/${entry.profileId}`}
                accessibilityLabel={`Show the person of entry ${entry.seq}`}
              >
                Show the person
              </Link>
            )}
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

const LISTENERS: Record<string, string> = { shopify: 'Shopify', postmark: 'Postmark' };

function Parked({ parked }: Pick<ConsentPage, 'parked'>) {
  if (parked.length === 0) return null;
  return (
    <TitledCard title="Not told elsewhere">
      <Text as="p">
        These changes stand here and hold; {LISTENERS[parked[0]?.listener ?? ''] ?? 'the other side'} would not take
        them.
      </Text>
      {parked.map(({ listener, problem, count }) => (
        <Text key={`${listener} ${problem}`} as="p" tone="subdued">
          {count} × {problem}
        </Text>
      ))}
    </TitledCard>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={SETTINGS} missing={missing} />;
}
