import { useState } from 'react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { Hint, Retirable } from '~/ops/segments/hints';
import { TitledCard } from '../titled-card';
import { RetireModal } from './retire-modal';

/** What may be mended, each with what can be done about it. */
export function HintsCard({ hints }: { hints: Hint[] }) {
  const [retiring, setRetiring] = useState<Retirable | null>(null);
  if (hints.length === 0) return null;
  const close = () => setRetiring(null);
  return (
    <TitledCard title="Worth a look">
      <BlockStack as="ul" gap="400">
        {hints.map((hint) => (
          <li key={hint.words}>
            <BlockStack gap="150">
              <Text as="p">{hint.words}</Text>
              <Remedy hint={hint} onRetire={setRetiring} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
      {retiring && <RetireModal segment={retiring} onClose={close} onDone={close} />}
    </TitledCard>
  );
}

const MOST_LINKS = 3;

function Remedy({ hint, onRetire }: { hint: Hint; onRetire: (segment: Retirable) => void }) {
  // Of many, the list above is the way.
  if (hint.kind === 'note' || (hint.kind === 'open' && hint.segments.length > MOST_LINKS)) return null;
  const opened =
    hint.kind === 'open' ? hint.segments : hint.kind === 'merge' ? [hint.keep, hint.retire] : [hint.retire];
  return (
    <InlineStack gap="400">
      {hint.kind !== 'open' && (
        <Button variant="plain" tone="critical" onClick={() => onRetire(hint.retire)}>
          Take “{hint.retire.name}” out of use …
        </Button>
      )}
      {opened.map(({ id, name }) => (
        <Button key={id} variant="plain" url={`/app/segments/${id}`}>
          Open “{name}”
        </Button>
      ))}
    </InlineStack>
  );
}
