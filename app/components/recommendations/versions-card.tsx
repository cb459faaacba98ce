import { useState } from 'react';
import { Badge, Banner, BlockStack, Button, Divider, InlineStack, Modal, Text } from '@shopify/polaris';
import type { ShownVersion, VersionsPage } from '~/ops/recommendations/versions-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { exactTime, When } from '../when';

const ACTION = '/app/recommendations/versions';

/** Every version that is kept, what became of it, and the way to go back to it. */
export function VersionsCard({ page: { versions, isHeld, shop } }: { page: VersionsPage }) {
  const [chosen, setChosen] = useState<ShownVersion | null>(null);
  return (
    <TitledCard title="Versions that are kept">
      <Text as="p" tone="subdued">
        Each night a new version learns what is new; once a week, or when what sells has shifted, it also chooses anew
        how much each way of choosing counts. The last few are kept to go back to.
      </Text>
      <BlockStack as="ul" gap="300">
        {versions.map((version, index) => (
          <li key={version.version}>
            <BlockStack gap="300">
              {index > 0 && <Divider />}
              <OneVersion version={version} shop={shop} isHeld={isHeld} onUse={() => setChosen(version)} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
      {chosen && <UseModal version={chosen} shop={shop} onClose={() => setChosen(null)} />}
    </TitledCard>
  );
}

interface OneVersionProps {
  version: ShownVersion;
  shop: PageShop;
  isHeld: boolean;
  onUse: () => void;
}

function OneVersion({ version, shop, isHeld, onUse }: OneVersionProps) {
  const { version: number, trainedAt, isActive, isHeldBack, isReadable, kind, verdict, found } = version;
  const use = isActive ? 'Keep this one' : 'Use this one';
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            Version {number}
          </Text>
          {isActive && isReadable && <Badge tone="success">{isHeld ? 'Serves, chosen by hand' : 'Serves'}</Badge>}
          {!isReadable && <Badge tone="warning">Of an older release</Badge>}
          {isHeldBack && <Badge tone="warning">Held back</Badge>}
        </InlineStack>
        {isReadable && !(isActive && isHeld) && (
          <Button variant="plain" onClick={onUse} accessibilityLabel={`${use}: version ${number}`}>
            {use}
          </Button>
        )}
      </InlineStack>
      <Text as="p" tone="subdued">
        {kind}, <When at={trainedAt} shop={shop} />
      </Text>
      {!isReadable && <Text as="p">{isActive ? UNREADABLE_SERVES : UNREADABLE}</Text>}
      <Text as="p">{verdict}</Text>
      <Text as="p">{found}.</Text>
    </BlockStack>
  );
}

const UNREADABLE = 'An older release of Kindred wrote it in a way that this one cannot read: it cannot serve any more.';
const UNREADABLE_SERVES = `${UNREADABLE} Until the next one is trained, at night, nothing is recommended.`;

function UseModal({ version, shop, onClose }: { version: ShownVersion; shop: PageShop; onClose: () => void }) {
  const { version: number, trainedAt, isActive } = version;
  const saving = useSaving(ACTION, `Version ${number} serves`, onClose);
  const problem = saving.problemOf('version');
  return (
    <Modal
      open
      onClose={onClose}
      title={isActive ? `Keep version ${number}?` : `Use version ${number}?`}
      primaryAction={{
        content: isActive ? 'Keep it' : 'Use it',
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'use', version: String(number) }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem && (
            <Banner tone="critical" title="It was not changed">
              <Text as="p">{problem}</Text>
            </Banner>
          )}
          <Text as="p">
            What is recommended from now on, in mails and in the shop, is chosen by the version that was trained{' '}
            {exactTime(trainedAt, shop)}. Products added since then it knows by their description alone.
          </Text>
          <Text as="p">
            A new version is still trained each night, but waits until you let new ones serve again. You can change your
            mind at any time.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

/** Says that new versions wait, and ends it. */
export function HeldBanner({ versions }: Pick<VersionsPage, 'versions'>) {
  const saving = useSaving(ACTION, 'New versions serve again');
  const serving = versions.find(({ isActive }) => isActive);
  const newest = versions.find(({ isHeldBack, isReadable }) => isReadable && !isHeldBack);
  const isNewer = newest && serving && newest.version > serving.version;
  return (
    <Banner
      tone="info"
      title={serving ? `Version ${serving.version} was chosen by hand` : 'New versions wait'}
      action={{
        content: 'Let new ones serve again',
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'let-new-ones-serve' }),
      }}
    >
      <Text as="p">
        Newer ones wait.{' '}
        {isNewer
          ? `Once you let them serve again, version ${newest.version} does so at once, and later ones as they come.`
          : 'Once you let them serve again, the next one does so as soon as it is trained.'}
      </Text>
      {saving.problemOf('version') && <Text as="p">{saving.problemOf('version')}</Text>}
    </Banner>
  );
}
