import { Badge, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import { useFlowEditing } from './flow-editing';
import { VersionName } from './version-name';
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
        {versions.slice(0, SHOWN).map((each) => (
          <li key={each.version}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <VersionName version={each} shop={shop}>
                {each.version === liveVersion && <Badge tone="success">Live</Badge>}
                {each.version === looksAt && <Badge tone="info">Shown</Badge>}
              </VersionName>
              <InlineStack gap="200" blockAlign="center">
                {each.version !== looksAt && each.isReadable && (
                  <Link
                    url={`/app/flows/${key}?version=${each.version}`}
                    accessibilityLabel={`Look at version ${each.version}`}
                  >
                    Look
                  </Link>
                )}
                {each.isReadable && (
                  <Button
                    variant="plain"
                    loading={saving.isSaving}
                    accessibilityLabel={`Take as draft: version ${each.version}`}
                    onClick={() =>
                      saving.submit({ intent: 'take-version', base: String(revision), version: String(each.version) })
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
