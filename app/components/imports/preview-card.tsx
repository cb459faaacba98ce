import { Badge, BlockStack, Button, Divider, InlineStack, Text } from '@shopify/polaris';
import type { PreviewRow } from '~/ops/import-preview.server';
import { TitledCard } from '../titled-card';

interface PreviewCardProps {
  rows: PreviewRow[];
  isLoading: boolean;
  onLook(): void;
}

/** The first rows as they would be stored, each with what would not be taken as it stands. */
export function PreviewCard({ rows, isLoading, onLook }: PreviewCardProps) {
  const look = (
    <Button onClick={onLook} loading={isLoading} variant="plain">
      Show it as chosen above
    </Button>
  );
  return (
    <TitledCard title="The first rows, as they would be stored" aside={look}>
      <BlockStack as="ul" gap="200">
        {rows.map((row) => (
          <li key={row.line}>
            <BlockStack gap="200">
              <Divider />
              <Row row={row} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

function Row({ row: { line, words, consent, problems } }: { row: PreviewRow }) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" breakWord>
          {words ?? `Line ${line} would be left out`}
        </Text>
        {consent && <Badge tone={toneOf(consent)}>{consent}</Badge>}
      </InlineStack>
      {problems.map(({ column, reason, remedy }, index) => (
        <Text as="p" key={index} tone="critical" breakWord>
          {column && `${column}: `}
          {reason} {remedy}
        </Text>
      ))}
    </BlockStack>
  );
}

const toneOf = (consent: string) =>
  consent.startsWith('Yes') ? 'success' : consent.startsWith('No') ? 'critical' : undefined;
