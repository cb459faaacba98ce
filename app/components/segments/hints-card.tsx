import { List } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** What may be mended. */
export function HintsCard({ hints }: { hints: string[] }) {
  if (hints.length === 0) return null;
  return (
    <TitledCard title="Worth a look">
      <List>
        {hints.map((hint) => (
          <List.Item key={hint}>{hint}</List.Item>
        ))}
      </List>
    </TitledCard>
  );
}
