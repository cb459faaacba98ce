import { Badge, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import { When } from '../when';
import { useFlowEditing } from './flow-editing';
import { useFlowSaving } from './use-flow-saving';

const SHOWN = 8;

/** What the flow was before: to be looked at, and to go on from. */
export function VersionsCard() {
  const { page } = useFlowEditing();
  const { versions, liveVersion, looksAt, key, revision, shop } = page;
  const saving = useFlowSaving(`/app/flows/${key}`, 'Taken as the draft');
  return (
    <TitledCard title="Versions">
      <BlockStack as="ul" gap="300">
        {versions.slice(0, SHOWN).map(({ version, publishedAt, isByUser, isReadable }) => (
          <li key={version}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack>
                <InlineStack gap="200" blockAlign="center">
                  <Text as="h3" variant="headingSm">
                    Version {version}
                  </Text>
                  {version === liveVersion && <Badge tone="success">Live</Badge>}
                  {version === looksAt && <Badge tone="info">Shown</Badge>}
                </InlineStack>
                <Text as="span" variant="bodySm" tone="subdued">
                  <When at={publishedAt} shop={shop} />
                  {isByUser ? ', by a user of your store' : ''}
                  {isReadable ? '' : '. This release of Kindred cannot read it.'}
                </Text>
              </BlockStack>
              <InlineStack gap="200" blockAlign="center">
                {version !== looksAt && isReadable && (
                  <Link url={`/app/flows/${key}?version=${version}`} accessibilityLabel={`Look at version ${version}`}>
                    Look
                  </Link>
                )}
                {isReadable && (
                  <Button
                    variant="plain"
                    loading={saving.isSaving}
                    accessibilityLabel={`Take as draft: version ${version}`}
                    onClick={() =>
                      saving.submit({ intent: 'take-version', base: String(revision), version: String(version) })
                    }
                  >
                    Take as draft
                  </Button>
                )}
              </InlineStack>
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
