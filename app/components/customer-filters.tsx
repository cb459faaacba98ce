import { useState } from 'react';
import { BlockStack, Box, Button, Collapsible, InlineGrid, Select } from '@shopify/polaris';
import { MAILABILITY_NAMES } from '~/decisions/explanations/consent-words';
import type { ListAddress } from './list-address';
import { SearchField } from './list-filters';

/** The filters of the list of customers, as they stand in its address. */
export const CUSTOMER_FILTERS = ['who', 'consent', 'ordered', 'seen', 'country', 'has'];

const CONSENT = [
  { label: 'Any', value: '' },
  ...Object.entries(MAILABILITY_NAMES).map(([value, label]) => ({ label, value })),
];

const ORDERED = [
  { label: 'Any', value: '' },
  { label: 'Has ordered', value: 'yes' },
  { label: 'Never ordered', value: 'no' },
];

const SEEN = [
  { label: 'Any time', value: '' },
  { label: 'In the last 7 days', value: 'within-7' },
  { label: 'In the last 30 days', value: 'within-30' },
  { label: 'In the last 90 days', value: 'within-90' },
  { label: 'Over 90 days ago', value: 'over-90' },
  { label: 'Over a year ago', value: 'over-365' },
];

interface CustomerFiltersProps {
  address: ListAddress;
  countries: { code: string; name: string }[];
}

/** Whom the list of customers is narrowed to; each change is an address of its own. */
export function CustomerFilters({ address, countries }: CustomerFiltersProps) {
  const places = [{ label: 'Any', value: '' }, ...countries.map(({ code, name }) => ({ label: name, value: code }))];
  const choice = (name: string, label: string, options: { label: string; value: string }[]) => (
    <Select label={label} options={options} value={address.get(name)} onChange={(value) => address.set(name, value)} />
  );
  const isNarrowed = ['ordered', 'seen', 'country', 'has'].some((name) => address.get(name));
  const [isOpen, setOpen] = useState(isNarrowed);
  return (
    <Box padding="400" paddingBlockEnd="300" borderBlockEndWidth="025" borderColor="border">
      <BlockStack gap="300">
        <InlineGrid columns={{ xs: 1, md: '2fr 1fr' }} gap="300">
          <SearchField
            address={address}
            name="who"
            label="Who"
            helpText="A whole first or last name, email address, phone number with its country code, or number in Shopify."
          />
          {choice('consent', 'Consent', CONSENT)}
        </InlineGrid>
        <div>
          <Button
            variant="plain"
            disclosure={isOpen ? 'up' : 'down'}
            onClick={() => setOpen(!isOpen)}
            ariaExpanded={isOpen}
            ariaControls="more-filters"
          >
            More filters
          </Button>
        </div>
        <Collapsible id="more-filters" open={isOpen}>
          <InlineGrid columns={{ xs: 1, md: '2fr 3fr' }} gap="300">
            <SearchField
              address={address}
              name="has"
              label="Tag or property"
              helpText="A tag in Shopify, the name of a property, or one with its value: tier=gold."
            />
            <InlineGrid columns={{ xs: 2, md: 3 }} gap="300">
              {choice('ordered', 'Orders', ORDERED)}
              {choice('seen', 'Last seen', SEEN)}
              {choice('country', 'Country', places)}
            </InlineGrid>
          </InlineGrid>
        </Collapsible>
      </BlockStack>
    </Box>
  );
}
