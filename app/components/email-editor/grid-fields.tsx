import { BlockStack, Checkbox, Select, Text } from '@shopify/polaris';
import type { BlockOf } from '~/delivery/documents/blocks';
import { SHOWN_OF_PRODUCT, type ShownOfProduct } from '~/delivery/documents/blocks/product-cell';
import { WithinField } from './field-parts';
import type { BlockFieldsProps } from './block-fields-props';
import { SaidField } from './said-field';
import { SourceFields } from './source-fields';

type Grid = BlockOf<'product-grid'>;

const SHOWN_WORDS: Readonly<Record<ShownOfProduct, string>> = {
  price: 'Its price',
  'compare-at': 'What it cost before',
  reason: 'Why it is recommended',
};

const LOOKS = [
  { value: 'grid', label: 'A grid' },
  { value: 'lookbook', label: 'A lookbook: large pictures, few words' },
];

/** Which products are shown, how many, and how. */
export function GridFields({ block, set }: BlockFieldsProps<Grid>) {
  const { key, heading = '', count, look = 'grid' } = block;
  return (
    <BlockStack gap="400">
      <SaidField
        {...{ label: 'Heading', place: `${key}.heading`, value: heading }}
        onChange={(text) => set({ heading: text === '' ? undefined : text }, 'heading')}
      />
      <SourceFields block={block} onChange={(source, field) => set({ source }, field)} />
      <Select
        label="Shown as"
        options={LOOKS}
        value={look}
        onChange={(next) => set({ look: next === 'lookbook' ? next : undefined }, 'look')}
      />
      <WithinField
        {...{ label: 'At most', value: count, from: 2, to: 6, unit: 'products' }}
        onChange={(next) => set({ count: next }, 'count')}
      />
      {look === 'grid' && <AsGrid block={block} set={set} />}
    </BlockStack>
  );
}

/** How many side by side, and what is said of each. */
function AsGrid({ block, set }: BlockFieldsProps<Grid>) {
  const { across, acrossNarrow = 1, shows = ['price'] } = block;
  return (
    <>
      <Select
        label="Side by side"
        options={['1', '2', '3']}
        value={String(across)}
        onChange={(next) => set({ across: Number(next) as Grid['across'] }, 'across')}
      />
      {across === 2 && (
        <Checkbox
          label="Two side by side on phones as well"
          checked={acrossNarrow === 2}
          onChange={(isTwo) => set({ acrossNarrow: isTwo ? 2 : undefined }, 'acrossNarrow')}
        />
      )}
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          Beside its name
        </Text>
        {SHOWN_OF_PRODUCT.map((each) => (
          <Checkbox
            key={each}
            label={SHOWN_WORDS[each]}
            checked={shows.includes(each)}
            onChange={(is) =>
              set({ shows: SHOWN_OF_PRODUCT.filter((it) => (it === each ? is : shows.includes(it))) }, each)
            }
          />
        ))}
      </BlockStack>
    </>
  );
}
