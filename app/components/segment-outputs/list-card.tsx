import { Banner, BlockStack, Checkbox, Text, TextField } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import type { NameFieldProps } from './tag-card';

/** The name of a segment in the list of Kindred's metafield. */
export function ListCard({
  isOn,
  onSwitch,
  value,
  onChange,
  error,
  problem,
}: NameFieldProps & { problem: string | null }) {
  return (
    <TitledCard title="Kindred’s list on the customer">
      <BlockStack gap="300">
        <Checkbox
          label="Name this segment in the list"
          helpText="The metafield “Kindred segments” names the segments somebody is in. Nobody else can write it, and it takes up no tags."
          checked={isOn}
          onChange={onSwitch}
        />
        {isOn && (
          <TextField
            label="Name in the list"
            autoComplete="off"
            value={value}
            onChange={onChange}
            error={error}
            helpText="In Shopify’s customer filters and segments choose “Kindred segments” contains this name."
          />
        )}
        {!isOn && error && (
          <Text as="p" tone="critical">
            {error}
          </Text>
        )}
        {problem && (
          <Banner tone="warning" title="The list cannot be filtered by yet">
            <Text as="p">{problem}. The names are written all the same.</Text>
          </Banner>
        )}
      </BlockStack>
    </TitledCard>
  );
}
