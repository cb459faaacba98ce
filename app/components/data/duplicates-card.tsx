import { Button, InlineStack, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** Who may be one person, to be decided by somebody who knows. */
export function DuplicatesCard({ count }: { count: number }) {
  if (!count) return null;
  return (
    <TitledCard title="Two, or one?">
      <Text as="p">
        {count === 1 ? 'One pair of people' : `${count.toLocaleString('en')} pairs of people`} may be one person each.
        Kindred joins nobody on a likeness alone: you decide.
      </Text>
      <InlineStack>
        <Button url="/app/data/duplicates">Decide</Button>
      </InlineStack>
    </TitledCard>
  );
}
