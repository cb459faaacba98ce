import { BlockStack, Button, InlineStack, Page, Text } from '@shopify/polaris';
import { FLOW_UNREAD } from '~/decisions/explanations/flow-words';
import type { ShownVersion, UnreadFlow } from '~/ops/flows/flow-page.server';
import { TitledCard } from '../titled-card';
import { FlowStateBadge } from './flow-state-badge';
import { useFlowSaving } from './use-flow-saving';
import { VersionName } from './version-name';

/** In place of a flow of which this release understands nothing that could be shown or changed: what that means, and the way out of it. */
export function FlowUnreadView({ page }: { page: UnreadFlow }) {
  const { key, name, isOn, isArchived, inside } = page;
  const address = `/app/flows/${key}`;
  const turning = useFlowSaving(address, 'Turned off');
  const people = inside === 1 ? 'One person who is in it waits' : `${inside.toLocaleString('en')} people in it wait`;
  return (
    <Page
      title={name}
      titleMetadata={<FlowStateBadge page={page} />}
      backAction={{ content: 'Flows', url: '/app/flows' }}
      secondaryActions={[
        { content: 'People in it', url: `${address}/runs` },
        { content: 'Who did not enter, and why', url: `${address}/turned-away` },
      ]}
      {...(isOn && !isArchived
        ? {
            primaryAction: {
              content: 'Turn off',
              loading: turning.isSaving,
              onAction: () => turning.submit({ intent: 'switch', isOn: 'false' }),
            },
          }
        : {})}
    >
      <BlockStack gap="400">
        <TitledCard title="This flow cannot be read">
          <BlockStack gap="200">
            <Text as="p">{FLOW_UNREAD}</Text>
            <Text as="p" tone="subdued">
              {isOn ? 'Nobody comes in meanwhile. ' : ''}
              {inside > 0 ? `${people} where they are. ` : ''}
              Nothing is lost.
            </Text>
          </BlockStack>
        </TitledCard>
        <OlderVersions page={page} />
      </BlockStack>
    </Page>
  );
}

function OlderVersions({ page }: { page: UnreadFlow }) {
  const saving = useFlowSaving(`/app/flows/${page.key}`, 'Taken as the draft');
  const readable = page.versions.filter(({ isReadable }) => isReadable);
  if (readable.length === 0) return null;
  const take = ({ version }: ShownVersion): void =>
    saving.submit({ intent: 'take-version', base: String(page.revision), version: String(version) });
  return (
    <TitledCard title="Versions that can be read">
      <BlockStack as="ul" gap="300">
        {readable.map((each) => (
          <li key={each.version}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <VersionName version={each} shop={page.shop} />
              <Button
                loading={saving.isSaving}
                accessibilityLabel={`Take as draft: version ${each.version}`}
                onClick={() => take(each)}
              >
                Take as draft
              </Button>
            </InlineStack>
          </li>
        ))}
      </BlockStack>
      {saving.general && (
        <Text as="p" tone="critical">
          {saving.general}
        </Text>
      )}
    </TitledCard>
  );
}
