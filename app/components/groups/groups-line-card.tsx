import { Button, InlineStack, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** That groups were found, and the way to them. */
export function GroupsLineCard({ line }: { line: string }) {
  return (
    <TitledCard title="Groups we found">
      <Text as="p">{line}</Text>
      <InlineStack>
        <Button url="/app/segments/groups">See the groups</Button>
      </InlineStack>
    </TitledCard>
  );
}
