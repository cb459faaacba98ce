import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, Card, Layout, Page, Text } from '@shopify/polaris';
import { BeforeDomainCard } from '~/components/domain/before-domain-card';
import { DomainCard } from '~/components/domain/domain-card';
import { RecordsCard } from '~/components/domain/records-card';
import { EmptyNote } from '~/components/empty-note';
import { RouteError } from '~/components/route-error';
import { changeDomainSettings } from '~/ops/domain/change-domain.server';
import { domainPage } from '~/ops/domain/domain-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Domain' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return domainPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeDomainSettings(services, session.shop, form, sessionToken?.sub);
}

const BACK = { content: 'Settings', url: '/app/settings' };

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Domain() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page title="Domain" subtitle="From which address does your mail leave?" backAction={BACK}>
      {page.server === 'made' ? <OwnDomain page={page} /> : <NotHere server={page.server} />}
    </Page>
  );
}

function OwnDomain({ page }: { page: Data }) {
  const { domain, isElsewhere, fromEmail } = page;
  return (
    <Layout>
      {domain && isElsewhere && (
        <Layout.Section>
          <Banner tone="warning" title={`Your address is not at ${domain.name}`} action={BACK}>
            <Text as="p">
              You write as {fromEmail}, which this domain says nothing for. Change the address in Settings, or let go of
              the domain and take that of the address.
            </Text>
          </Banner>
        </Layout.Section>
      )}
      <Layout.Section>
        <DomainCard page={page} />
      </Layout.Section>
      {domain && domain.records.length > 0 && (
        <Layout.Section>
          <RecordsCard domain={domain} shop={page.shop} />
        </Layout.Section>
      )}
      {page.leavesBy?.way !== 'own' && (
        <Layout.Section>
          <BeforeDomainCard page={page} />
        </Layout.Section>
      )}
    </Layout>
  );
}

function NotHere({ server }: { server: 'none' | 'own' }) {
  return (
    <Card>
      {server === 'none' ? (
        <EmptyNote heading="Say first who the mail is from" action={BACK}>
          Your domain is that of the address you write from. Once that is saved, it is set up here.
        </EmptyNote>
      ) : (
        <EmptyNote heading="Your mail leaves by your own Postmark account" action={BACK}>
          Its domain is verified there, under Sender Signatures. Kindred writes from the address in your settings, and
          Postmark refuses what it does not know.
        </EmptyNote>
      )}
    </Card>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No domain here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
