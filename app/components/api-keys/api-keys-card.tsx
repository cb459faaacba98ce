import { useState } from 'react';
import { BlockStack, Button, Divider, InlineStack, Modal, Text } from '@shopify/polaris';
import { scopeWords } from '~/ops/api-scopes';
import type { ShownApiKey } from '~/ops/api-keys.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { When } from '../when';

/** The keys that work, when they were used, and the way to stop one. */
export function ApiKeysCard({ keys, shop }: { keys: ShownApiKey[]; shop: PageShop }) {
  const [chosen, setChosen] = useState<ShownApiKey | null>(null);
  return (
    <TitledCard title="Keys that work">
      {keys.length === 0 && (
        <Text as="p" tone="subdued">
          None. No program of yours can tell Kindred anything, or ask it. Make a key below for each that should.
        </Text>
      )}
      <BlockStack as="ul" gap="300">
        {keys.map((key, index) => (
          <li key={key.id}>
            <BlockStack gap="300">
              {index > 0 && <Divider />}
              <OneKey apiKey={key} shop={shop} onRevoke={() => setChosen(key)} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
      {chosen && <RevokeModal apiKey={chosen} onClose={() => setChosen(null)} />}
    </TitledCard>
  );
}

interface OneKeyProps {
  apiKey: ShownApiKey;
  shop: PageShop;
  onRevoke: () => void;
}

function OneKey({ apiKey, shop, onRevoke }: OneKeyProps) {
  const { name, prefix, scopes, createdAt, lastUsedAt, refusals } = apiKey;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <Text as="h3" variant="headingSm" breakWord>
          {name}
        </Text>
        <Button variant="plain" tone="critical" onClick={onRevoke} accessibilityLabel={`Revoke ${name}`}>
          Revoke
        </Button>
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>
        <code>{prefix}…</code> May: {scopes.map((scope) => scopeWords[scope].label.toLowerCase()).join(', ')}.
      </Text>
      <Text as="p" tone="subdued">
        Made <When at={createdAt} shop={shop} />,{' '}
        {lastUsedAt ? (
          <>
            last used <When at={lastUsedAt} shop={shop} />
          </>
        ) : (
          'never used yet'
        )}
      </Text>
      {refusals && (
        <Text as="p" tone="critical" breakWord>
          {refusals.count === 1 ? 'One event was' : `${refusals.count} events were`} refused, the last{' '}
          <When at={refusals.lastAt} shop={shop} />: {refusals.last}
        </Text>
      )}
    </BlockStack>
  );
}

function RevokeModal({ apiKey, onClose }: { apiKey: ShownApiKey; onClose: () => void }) {
  const saving = useSaving('/app/settings/api', 'Key revoked', onClose);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Revoke ${apiKey.name}?`}
      primaryAction={{
        content: 'Revoke the key',
        destructive: true,
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'revoke', id: apiKey.id }),
      }}
      secondaryActions={[{ content: 'Keep it', onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">
          Whatever uses it is turned away from this moment on. It cannot be brought back; what it told stays.
        </Text>
      </Modal.Section>
    </Modal>
  );
}
