import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { PauseCard } from '~/components/pause-card';
import { SendRulesForm } from '~/components/send-rules-form';
import { SenderForm } from '~/components/sender-form';
import { TestMailCard } from '~/components/test-mail-card';
import { saveSettings, settingsPage } from '~/ops/settings.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Settings' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return settingsPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return saveSettings(services, session.shop, Object.fromEntries(await request.formData()));
}

export default function Settings() {
  const { shop, sender, verifiedAt, rules, usualConsentLine } = useLoaderData<typeof loader>();
  return (
    <Page title="Settings" subtitle="Who you are to your readers, and when they may be written to">
      <Layout>
        <Layout.AnnotatedSection
          title="Sender"
          description="What people see in their inbox, and the law asks for under each mail. Mail leaves through your own Postmark server, so that its reputation is yours."
        >
          <BlockStack gap="400">
            <SenderForm key={JSON.stringify(sender)} sender={sender} usualConsentLine={usualConsentLine} />
            {sender && <TestMailCard verifiedAt={verifiedAt} shop={shop} />}
          </BlockStack>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="When people may be written to"
          description={`Counted in your store’s zone, ${shop.timezone}. A mail that may not go yet waits; nothing is dropped without a reason.`}
        >
          <SendRulesForm key={JSON.stringify(rules)} rules={rules} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title="Pause" description="Stops everything at once, for all flows. Nothing is lost.">
          <PauseCard isPaused={rules.isPaused} />
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
