import { useState } from 'react';
import { Badge, Banner, BlockStack, Button, Divider, InlineStack, Modal, Text } from '@shopify/polaris';
import type { SegmentPage, ShownVersion } from '~/ops/segments/segment-page.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';
import { useSegmentSaving } from './use-segment-saving';

/** What the segment was before, and the way back to it. */
export function VersionsCard({ page }: { page: SegmentPage }) {
  const [chosen, setChosen] = useState<ShownVersion | null>(null);
  return (
    <TitledCard title="Versions">
      <BlockStack as="ul" gap="300">
        {page.versions.map((version, index) => (
          <li key={version.version}>
            <BlockStack gap="300">
              {index > 0 && <Divider />}
              <OneVersion version={version} page={page} onUse={() => setChosen(version)} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
      {chosen && <RestoreModal id={page.id} version={chosen} onClose={() => setChosen(null)} />}
    </TitledCard>
  );
}

interface OneVersionProps {
  version: ShownVersion;
  page: SegmentPage;
  onUse: () => void;
}

function OneVersion({ version: { version, name, words, savedAt }, page, onUse }: OneVersionProps) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            Version {version}
          </Text>
          {version === page.version && <Badge tone="success">In force</Badge>}
        </InlineStack>
        {version !== page.version && (
          <Button variant="plain" onClick={onUse} accessibilityLabel={`Go back to it: version ${version}`}>
            Go back to it
          </Button>
        )}
      </InlineStack>
      <Text as="p" tone="subdued">
        {name === page.name ? '' : `“${name}”, `}
        <When at={savedAt} shop={page.shop} />
      </Text>
      <Text as="p" breakWord>
        {words}.
      </Text>
    </BlockStack>
  );
}

function RestoreModal({ id, version, onClose }: { id: string; version: ShownVersion; onClose: () => void }) {
  const saving = useSegmentSaving(`/app/segments/${id}`, `Version ${version.version} is back`, onClose);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Go back to version ${version.version}?`}
      primaryAction={{
        content: 'Go back',
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'restore', id, version: String(version.version) }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {saving.isRefused && (
            <Banner tone="critical" title="It was not changed">
              <Text as="p">{saving.problems.map(({ message }) => message).join(' ')}</Text>
            </Banner>
          )}
          <Text as="p">From now on it means again: {version.words}.</Text>
          <Text as="p">
            It becomes a new version, and its members are looked for at once. What you have now stays among the
            versions.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
