import { useState } from 'react';
import { Banner, BlockStack, Button, InlineStack, Link, List, Modal, Text } from '@shopify/polaris';
import type { ShownMerge } from '~/ops/customer-merges.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from './titled-card';
import { useSaving } from './use-saving';
import { When } from './when';

interface CustomerMergesCardProps {
  merges: ShownMerge[];
  shop: PageShop;
  profileId: string;
}

/** Who turned out to be this person, and the way back. */
export function CustomerMergesCard({ merges, shop, profileId }: CustomerMergesCardProps) {
  const [chosen, setChosen] = useState<ShownMerge | null>(null);
  if (!merges.length) return null;
  return (
    <TitledCard title="Who became part of them">
      <BlockStack as="ul" gap="300">
        {merges.map((merge) => (
          <li key={merge.id}>
            <OneMerge merge={merge} shop={shop} onUndo={() => setChosen(merge)} />
          </li>
        ))}
      </BlockStack>
      {chosen && <UndoModal merge={chosen} profileId={profileId} onClose={() => setChosen(null)} />}
    </TitledCard>
  );
}

function OneMerge({ merge, shop, onUndo }: { merge: ShownMerge; shop: PageShop; onUndo: () => void }) {
  const { what, how, at, undoneAt, moves } = merge;
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <Text as="p" tone={undoneAt ? 'subdued' : undefined}>
          {what}
        </Text>
        {!undoneAt && (
          <Button variant="plain" onClick={onUndo} accessibilityLabel={`Undo: ${what}`}>
            Undo
          </Button>
        )}
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm" breakWord>
        {how}, <When at={at} shop={shop} />
      </Text>
      {undoneAt ? (
        <Text as="p" tone="subdued" variant="bodySm">
          Undone <When at={undoneAt} shop={shop} />:{' '}
          <Link url={`/app/customers/${merge.absorbedId}`}>the other person</Link> is somebody of their own
        </Text>
      ) : (
        <Text as="p" tone="subdued" variant="bodySm" breakWord>
          {moves.length ? `Brought: ${moves.join(', ')}` : 'Brought nothing that is still there'}
        </Text>
      )}
    </BlockStack>
  );
}

interface UndoModalProps {
  merge: ShownMerge;
  profileId: string;
  onClose: () => void;
}

function UndoModal({ merge, profileId, onClose }: UndoModalProps) {
  const saving = useSaving(`/app/customers/${profileId}`, 'They are two people again', onClose);
  const problem = saving.problemOf('mergeId');
  return (
    <Modal
      open
      onClose={onClose}
      title="Make two people of one again?"
      primaryAction={{
        content: 'Undo the merge',
        destructive: true,
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'undo-merge', mergeId: merge.id }),
      }}
      secondaryActions={[{ content: 'Keep them as one', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem && (
            <Banner tone="critical" title="It was not undone">
              <Text as="p">{problem}</Text>
            </Banner>
          )}
          <Text as="p">
            {merge.moves.length
              ? 'This goes back to the other person, with everything that came since through what names them:'
              : 'The other person is somebody of their own again. Nothing moves back.'}
          </Text>
          {merge.moves.length > 0 && (
            <List>
              {merge.moves.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          )}
          <Text as="p">
            Consent stays with the address it was given for. Mails that the merge stopped are not sent after all, and
            the two are not joined again, whatever is told of them.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
