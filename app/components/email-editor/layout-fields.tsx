import { Select, Text } from '@shopify/polaris';
import type { BlockOf, LAYOUTS } from '~/delivery/documents/blocks';
import type { BlockFieldsProps } from './block-fields-props';
import { PlainField } from './field-parts';
import { withLayout } from './with-layout';

export function ColumnsFields({ block, set }: BlockFieldsProps<BlockOf<'columns'>>) {
  const layouts = {
    '1-1': 'Two of one width',
    '1-2': 'A narrow one, a wide one',
    '2-1': 'A wide one, a narrow one',
    '1-1-1': 'Three of one width',
  } satisfies Record<keyof typeof LAYOUTS, string>;
  return (
    <>
      <Select
        label="Columns"
        options={Object.entries(layouts).map(([value, label]) => ({ value, label }))}
        value={block.layout}
        onChange={(next) => set(withLayout(block, next as typeof block.layout), 'layout')}
      />
      <Text as="p" tone="subdued">
        On phones they stand one below the other. Drag blocks into them, or add them with the column chosen.
      </Text>
    </>
  );
}

export function CodeFields({ block: { key, html, text = '' }, set }: BlockFieldsProps<BlockOf<'code'>>) {
  return (
    <>
      <PlainField
        label="HTML"
        place={`${key}.html`}
        lines={8}
        value={html}
        onChange={(next) => set({ html: next }, 'html')}
      />
      <PlainField
        {...{ label: 'For those who read plain text', place: `${key}.text`, lines: 3, value: text }}
        onChange={(next) => set({ text: next === '' ? undefined : next }, 'text')}
      />
    </>
  );
}
