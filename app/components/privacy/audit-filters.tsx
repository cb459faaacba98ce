import { Box, Button, InlineGrid, InlineStack, Select, Text } from '@shopify/polaris';
import type { AuditPage } from '~/ops/audit.server';
import type { ListAddress } from '../list-address';

export const AUDIT_FILTERS = ['who', 'what', 'since', 'about'];

const SINCE = [
  { label: 'Any time', value: '' },
  { label: 'The last day', value: 'day' },
  { label: 'The last week', value: 'week' },
  { label: 'The last 30 days', value: 'month' },
];

type AuditFiltersProps = Pick<AuditPage, 'actors' | 'kinds'> & { address: ListAddress };

/** Narrows the list of looks; each change is an address of its own. */
export function AuditFilters({ address, actors, kinds }: AuditFiltersProps) {
  const choose = (name: string) => ({
    value: address.get(name),
    onChange: (value: string) => address.set(name, value),
  });
  return (
    <Box padding="400" paddingBlockEnd="300" borderBlockEndWidth="025" borderColor="border">
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
        <Select label="Who" options={[{ label: 'Anybody', value: '' }, ...actors]} {...choose('who')} />
        <Select label="What" options={[{ label: 'Anything', value: '' }, ...kinds]} {...choose('what')} />
        <Select label="When" options={SINCE} {...choose('since')} />
      </InlineGrid>
      {address.get('about') && (
        <Box paddingBlockStart="300">
          <InlineStack gap="200" blockAlign="center">
            <Text as="span">Only who looked at one customer</Text>
            <Button variant="plain" onClick={() => address.set('about', '')}>
              Show all
            </Button>
          </InlineStack>
        </Box>
      )}
    </Box>
  );
}
