import { BlockStack, InlineStack, List, Text, Tooltip, Badge } from '@shopify/polaris';
import { FIGURES } from '~/ops/recommendations/figures';
import type { ShownStrategy } from '~/ops/recommendations/told-strategies';
import { AdaptiveList, type ListRow } from '../adaptive-list';

const HEADINGS = [{ title: 'Way of choosing' }, ...FIGURES.map(({ name }) => ({ title: name }))] as [
  { title: string },
  ...{ title: string }[],
];

/** Every way of choosing on the same cases, by every figure, with what each figure says. */
export function StrategiesTable({ strategies }: { strategies: ShownStrategy[] }) {
  return (
    <BlockStack gap="400">
      <AdaptiveList
        resourceName={{ singular: 'way of choosing', plural: 'ways of choosing' }}
        headings={HEADINGS}
        rows={strategies.map(rowOf)}
      />
      <List>
        {FIGURES.map(({ name, term, says }) => (
          <List.Item key={name}>
            <Text as="span" fontWeight="medium">
              {name}
            </Text>{' '}
            ({term}): {says}
          </List.Item>
        ))}
      </List>
    </BlockStack>
  );
}

function rowOf({ id, name, looksAt, share, isMix, figures }: ShownStrategy): ListRow {
  return {
    ...{ id, url: null, title: name },
    cells: [<Name key="name" {...{ name, looksAt, share, isMix }} />, ...figures.map((figure) => figure ?? '–')],
    summary: (
      <BlockStack gap="050">
        <Text as="span" tone="subdued">
          {looksAt}
          {share ? `. ${share}.` : '.'}
        </Text>
        <Text as="span">
          {FIGURES.map(({ name: figure }, place) => `${figure}: ${figures[place] ?? '–'}`).join(', ')}
        </Text>
      </BlockStack>
    ),
  };
}

function Name({ name, looksAt, share, isMix }: Pick<ShownStrategy, 'name' | 'looksAt' | 'share' | 'isMix'>) {
  return (
    <InlineStack gap="150" blockAlign="center">
      <Tooltip content={looksAt}>
        <Text as="span" fontWeight={isMix ? 'bold' : 'regular'}>
          {name}
        </Text>
      </Tooltip>
      {isMix && <Badge tone="info">Serves</Badge>}
      {share && <Badge>{share}</Badge>}
    </InlineStack>
  );
}
