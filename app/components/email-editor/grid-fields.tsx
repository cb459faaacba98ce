import { BlockStack, Checkbox, Select, Text } from '@shopify/polaris';
import type { BlockOf } from '~/delivery/documents/blocks';
import type { ProductSource } from '~/delivery/documents/blocks/product-grid';
import { SHOWN_OF_PRODUCT, type ShownOfProduct } from '~/delivery/documents/blocks/product-cell';
import { PickedIds } from '../segments/picked-ids';
import { useEmailEditing } from './email-editing';
import { WithinField } from './field-parts';
import { SaidField } from './said-field';

type Grid = BlockOf<'product-grid'>;

interface GridFieldsProps {
  block: Grid;
  set: (part: Partial<Grid>, field: string) => void;
}

const SOURCES: { value: ProductSource['from']; label: string }[] = [
  { value: 'recommended', label: 'Chosen for each reader' },
  { value: 'best-selling', label: 'What sells best' },
  { value: 'newest', label: 'What is newest' },
  { value: 'collection', label: 'Of a collection' },
  { value: 'chosen', label: 'Chosen by you' },
];

const SHOWN_WORDS: Readonly<Record<ShownOfProduct, string>> = {
  price: 'Its price',
  'compare-at': 'What it cost before',
  reason: 'Why it is recommended',
};

/** Which products stand in a grid, how many side by side, and what is said of each. */
export function GridFields({ block, set }: GridFieldsProps) {
  const { key, heading = '', count, across, acrossNarrow = 1, shows = ['price'] } = block;
  return (
    <BlockStack gap="400">
      <SaidField
        {...{ label: 'Heading', place: `${key}.heading`, value: heading }}
        onChange={(text) => set({ heading: text === '' ? undefined : text }, 'heading')}
      />
      <SourceFields block={block} set={set} />
      <WithinField
        {...{ label: 'At most', value: count, from: 2, to: 6, unit: 'products' }}
        onChange={(next) => set({ count: next }, 'count')}
      />
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
    </BlockStack>
  );
}

function SourceFields({ block: { key, source }, set }: GridFieldsProps) {
  const { names, addNames, problemsOf } = useEmailEditing();
  const [problem] = problemsOf(`${key}.source`);
  const picked =
    source.from === 'chosen' ? source.productIds : source.from === 'collection' ? [source.collectionId] : [];
  const ids = picked.filter(Boolean);
  return (
    <BlockStack gap="200">
      <Select
        label="Products"
        options={SOURCES}
        value={source.from}
        onChange={(from) => set({ source: begun(from as ProductSource['from']) }, 'source')}
        {...(problem ? { error: 'Choose what is to stand in it.' } : {})}
      />
      {source.from === 'chosen' && (
        <PickedIds
          {...{ type: 'product', ids, isMany: true, names, addNames }}
          onChange={(productIds) => set({ source: { from: 'chosen', productIds } }, 'products')}
        />
      )}
      {source.from === 'collection' && (
        <PickedIds
          {...{ type: 'collection', ids, isMany: false, names, addNames }}
          onChange={([collectionId = '']) => set({ source: { from: 'collection', collectionId } }, 'collection')}
        />
      )}
    </BlockStack>
  );
}

/** As it is before something is picked, which is said to be missing. */
function begun(from: ProductSource['from']): ProductSource {
  if (from === 'chosen') return { from, productIds: [] };
  return from === 'collection' ? { from, collectionId: '' } : { from };
}
