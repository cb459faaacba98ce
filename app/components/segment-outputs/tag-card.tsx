import { BlockStack, Checkbox, Text, TextField } from '@shopify/polaris';
import { LONGEST_TAG } from '~/customers/segments/outputs/output';
import { TitledCard } from '../titled-card';

export interface NameFieldProps {
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** The tag that the people of a segment carry in Shopify. */
export function TagCard({ isOn, onSwitch, value, onChange, error }: NameFieldProps) {
  return (
    <TitledCard title="A tag on the customer">
      <BlockStack gap="300">
        <Checkbox
          label="Give these people a tag in Shopify"
          helpText="Staff see it on the customer’s page; Shopify’s segments, Flow and other apps can go by it."
          checked={isOn}
          onChange={onSwitch}
        />
        {isOn && (
          <TextField
            label="Tag"
            autoComplete="off"
            value={value}
            onChange={onChange}
            maxLength={LONGEST_TAG}
            showCharacterCount
            error={error}
          />
        )}
        {!isOn && error && (
          <Text as="p" tone="critical">
            {error}
          </Text>
        )}
        <Text as="p" tone="subdued">
          Whoever leaves the segment loses the tag. If somebody takes it off by hand in Shopify, it comes back with the
          daily look.
        </Text>
      </BlockStack>
    </TitledCard>
  );
}
