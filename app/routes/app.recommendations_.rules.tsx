import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { MarginCard } from '~/components/recommendations/margin-card';
import { NewRuleCard } from '~/components/recommendations/new-rule-card';
import { RulesCard } from '~/components/recommendations/rules-card';
import { RouteError } from '~/components/route-error';
import { changeRules } from '~/ops/recommendations/change-rules.server';
import { saveMargin } from '~/ops/recommendations/margin.server';
import { previewRule } from '~/ops/recommendations/preview-rule.server';
import { rulesPage } from '~/ops/recommendations/rules-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Rules for recommendations' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return rulesPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const actor = sessionToken?.sub ?? 'unknown';
  if (form.intent === 'preview') return previewRule(services, session.shop, form);
  return form.intent === 'margin'
    ? saveMargin(services, session.shop, actor, form)
    : changeRules(services, session.shop, actor, form);
}

const BACK = { content: 'Recommendations', url: '/app/recommendations' };

export default function Rules() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page title="Rules" subtitle="What do you want shown, whatever people do?" backAction={BACK}>
      <BlockStack gap="400">
        {page.warning && (
          <Banner tone="warning" title="Too little is left to recommend">
            <Text as="p">{page.warning}</Text>
          </Banner>
        )}
        <RulesCard page={page} />
        <NewRuleCard page={page} />
        <MarginCard margin={page.margin} />
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No rules here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
