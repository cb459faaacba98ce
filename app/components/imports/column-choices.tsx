import { BlockStack, InlineGrid, Select, Text } from '@shopify/polaris';
import { propertyTarget } from '~/integrations/csv-files/guess-plan';
import { TARGETS, targetNames, type FileKind } from '~/integrations/csv-files/targets';

interface ColumnChoicesProps {
  headings: string[];
  kind: FileKind;
  columns: string[];
  onChange(columns: string[]): void;
}

/** For each column of the file, what it is. */
export function ColumnChoices({ headings, kind, columns, onChange }: ColumnChoicesProps) {
  const set = (index: number, target: string) => onChange(columns.with(index, target));
  const targets = targetNames.filter((target) => (TARGETS[target].kinds as FileKind[]).includes(kind));
  return (
    <BlockStack gap="200">
      {headings.map((heading, index) => {
        const property = propertyTarget(heading);
        const options = [
          { label: 'Do not import', value: 'ignore' },
          ...(property === 'ignore' || kind === 'orders' ? [] : [{ label: 'A property', value: property }]),
          ...targets.map((target) => ({ label: TARGETS[target].label, value: target })),
        ];
        return (
          <InlineGrid key={index} columns={{ xs: 1, sm: ['oneThird', 'twoThirds'] }} gap="100" alignItems="center">
            <Text as="span" breakWord>
              {heading || `Column ${index + 1}`}
            </Text>
            <Select
              label={`Column “${heading}” is`}
              labelHidden
              options={options}
              value={columns[index] ?? 'ignore'}
              onChange={(target) => set(index, target)}
            />
          </InlineGrid>
        );
      })}
    </BlockStack>
  );
}
