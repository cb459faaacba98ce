import { BlockStack, Select } from '@shopify/polaris';
import type { ProductSource } from '~/delivery/documents/blocks/product-source';
import { PickedIds } from '../segments/picked-ids';
import { useEmailEditing } from './email-editing';

const SOURCES: { value: ProductSource['from']; label: string }[] = [
  { value: 'recommended', label: 'Chosen for each reader' },
  { value: 'best-selling', label: 'What sells best' },
  { value: 'newest', label: 'What is newest' },
  { value: 'collection', label: 'Of a collection' },
  { value: 'chosen', label: 'Chosen by you' },
];

interface SourceFieldsProps {
  block: { key: string; source: ProductSource };
  /** @param field what is changed, so that letters of one field are one change */
  onChange: (source: ProductSource, field: string) => void;
}

/** Which products a block shows. */
export function SourceFields({ block: { key, source }, onChange }: SourceFieldsProps) {
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
        onChange={(from) => onChange(begun(from as ProductSource['from']), 'source')}
        {...(problem ? { error: 'Choose what is to stand in it.' } : {})}
      />
      {source.from === 'chosen' && (
        <PickedIds
          {...{ type: 'product', ids, isMany: true, names, addNames }}
          onChange={(productIds) => onChange({ from: 'chosen', productIds }, 'products')}
        />
      )}
      {source.from === 'collection' && (
        <PickedIds
          {...{ type: 'collection', ids, isMany: false, names, addNames }}
          onChange={([collectionId = '']) => onChange({ from: 'collection', collectionId }, 'collection')}
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
