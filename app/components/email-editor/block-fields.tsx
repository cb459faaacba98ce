import type { ComponentType } from 'react';
import { BlockStack, Text } from '@shopify/polaris';
import type { Block, BlockOf } from '~/delivery/documents/blocks';
import type { BlockFieldsProps } from './block-fields-props';
import { AlignField, WithinField } from './field-parts';
import { GridFields } from './grid-fields';
import { CodeFields, ColumnsFields } from './layout-fields';
import { ButtonFields } from './lead-fields';
import { HeroFields, ImageFields } from './picture-fields';
import { SaidField } from './said-field';
import { CountdownFields, DrawnField, LowStockFields } from './timely-fields';
import { HeadingFields, TextFields } from './word-fields';

const said =
  (words: string) =>
  // A name of its own is of no use to what says one sentence.
  () => (
    <Text as="p" tone="subdued">
      {words}
    </Text>
  );

/** The fields of every kind; a new kind does not compile without some. */
const FIELDS: { [K in Block['kind']]: ComponentType<BlockFieldsProps<BlockOf<K>>> } = {
  heading: HeadingFields,
  text: TextFields,
  image: ImageFields,
  button: ButtonFields,
  columns: ColumnsFields,
  code: CodeFields,
  'product-grid': GridFields,
  hero: HeroFields,
  'low-stock': LowStockFields,
  countdown: CountdownFields,
  recommendations: ({ block: { key, heading, drawnOnOpening }, set }) => (
    <>
      <SaidField
        label="Heading"
        place={`${key}.heading`}
        value={heading}
        onChange={(next) => set({ heading: next }, 'heading')}
      />
      <DrawnField isDrawn={drawnOnOpening} set={set} what="what can still be bought, and its price," />
    </>
  ),
  coupon: ({ block: { key, text }, set }) => (
    <SaidField
      {...{ label: 'Above the code', place: `${key}.text`, value: text, hasMarks: true, isLong: true }}
      onChange={(next) => set({ text: next }, 'text')}
    />
  ),
  spacer: ({ block: { heightPx }, set }) => (
    <WithinField
      {...{ label: 'Height', value: heightPx, from: 4, to: 120, unit: 'pixels' }}
      onChange={(next) => set({ heightPx: next }, 'height')}
    />
  ),
  social: ({ block: { align = 'start' }, set }) => (
    <AlignField value={align} onChange={(next) => set({ align: next }, 'align')} />
  ),
  header: said('Your logo, or your name where you have none: both come from the brand kit.'),
  divider: said('A line in the colour of your brand kit.'),
  cart: said('What the reader left in the cart, with pictures and the prices of now. What sold out since says so.'),
  about: said('The product the mail tells of, such as one that is back in stock; or those of the order it follows.'),
  footer: said(
    'Why the reader gets it, your postal address, and the links to unsubscribe and to choose. The law asks for it.',
  ),
  'service-footer': said(
    'Your postal address. For mails that ask to confirm something, which nobody can unsubscribe from.',
  ),
};

/** Everything a block says and how it looks. */
export function BlockFields({ block, set }: BlockFieldsProps<Block>) {
  // TypeScript cannot follow a kind and its fields together.
  const Fields = FIELDS[block.kind] as ComponentType<BlockFieldsProps<Block>>;
  return (
    <BlockStack gap="400">
      <Fields block={block} set={set} />
    </BlockStack>
  );
}
