import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { ApiLinkCard } from '~/components/api-keys/api-link-card';
import { BrandLinkCard } from '~/components/brand/brand-link-card';
import { CreditLinkCard } from '~/components/attribution/credit-link-card';
import { ConsentRulesForm } from '~/components/consent-rules-form';
import { DomainLinkCard } from '~/components/domain/domain-link-card';
import { PauseCard } from '~/components/pause-card';
import { PrivacyLinkCard } from '~/components/privacy/privacy-link-card';
import { SendRulesForm } from '~/components/send-rules-form';
import { SenderForm } from '~/components/sender-form';
import { TestMailCard } from '~/components/test-mail-card';
import { OffersLinkCard } from '~/components/offers/offers-link-card';
import { StorefrontLinkCard } from '~/components/storefront/storefront-link-card';
import { WebhooksLinkCard } from '~/components/webhooks-out/webhooks-link-card';
import { consentRules } from '~/ops/consent-rules.server';
import { saveConsent } from '~/ops/storefront/save-consent.server';
import { saveSettings, settingsPage } from '~/ops/settings.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Settings' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const [page, consent] = await Promise.all([
    settingsPage(services, session.shop),
    consentRules(services, session.shop),
  ]);
  return { ...page, consent };
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return form.intent === 'consent'
    ? saveConsent(services, session.shop, form)
    : saveSettings(services, session.shop, form, sessionToken?.sub);
}

export default function Settings() {
  const { shop, sender, server, verifiedAt, rules, usualConsentLine, consent } = useLoaderData<typeof loader>();
  return (
    <Page title="Settings" subtitle="Who you are to your readers, and when they may be written to">
      <Layout>
        <Layout.AnnotatedSection
          title="Sender"
          description="What people see in their inbox, and the law asks for under each mail. Mail leaves through a Postmark server that is yours alone, so that its reputation is yours."
        >
          <BlockStack gap="400">
            <SenderForm
              key={JSON.stringify(sender)}
              sender={sender}
              server={server}
              usualConsentLine={usualConsentLine}
            />
            <DomainLinkCard />
            {sender && <TestMailCard verifiedAt={verifiedAt} shop={shop} />}
          </BlockStack>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title="Brand" description="What your mails look and sound like.">
          <BrandLinkCard />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="When people may be written to"
          description={`Counted in your store’s zone, ${shop.timezone}. A mail that may not go yet waits; nothing is dropped without a reason.`}
        >
          <SendRulesForm key={JSON.stringify(rules)} rules={rules} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Consent"
          description="How people agree to your mail, and what they can choose. A preference centre of your own is linked at the foot of each mail."
        >
          <ConsentRulesForm key={JSON.stringify(consent)} rules={consent} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title="Storefront" description="How people sign up in your store.">
          <StorefrontLinkCard />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Offers"
          description="Discount codes for one person each, which your flows give with a mail."
        >
          <OffersLinkCard />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Revenue"
          description="Which orders your mails are credited with. It changes figures, and nothing that is sent."
        >
          <CreditLinkCard />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Programs of yours"
          description="A till, a loyalty program, an app: what they know of people can come here, too, and they can be told of what changes."
        >
          <BlockStack gap="400">
            <ApiLinkCard />
            <WebhooksLinkCard />
          </BlockStack>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Privacy"
          description="What you owe to the people whose data you keep, and whether it is done."
        >
          <PrivacyLinkCard />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title="Pause" description="Stops everything at once, for all flows. Nothing is lost.">
          <PauseCard isPaused={rules.isPaused} />
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
