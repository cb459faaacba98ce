import type { ComponentType } from 'react';
import { BlockStack, Checkbox, Select, Text } from '@shopify/polaris';
import { type LAYOUTS, type Block, type BlockOf } from '~/delivery/documents/blocks';
import type { Target } from '~/delivery/documents/blocks/target';
import { readableOn } from '~/delivery/documents/colours';
import { sectionAround } from './document-parts';
import { useEmailEditing } from './email-editing';
import { AlignField, ColourField, PlainField, WithinField } from './field-parts';
import { GridFields } from './grid-fields';
import { SaidField } from './said-field';
import { CountdownFields, DrawnField, LowStockFields } from './timely-fields';
import { withLayout } from './with-layout';

interface BlockFieldsProps<B> {
  block: B;
  /** @param field what is changed, so that letters of one field are one change */
  set: (part: Partial<B>, field: string) => void;
}

const TARGETS: { value: Target; label: string }[] = [
  { value: 'shop', label: 'To your store' },
  { value: 'cart', label: 'Back to the cart' },
  { value: 'product', label: 'To the product the mail is about' },
  { value: 'address', label: 'To a page of your choice' },
];
const CONFIRM = { value: 'confirm', label: 'To confirm, in mails that ask for it' } as const;

interface LeadsProps {
  block: { key: string; to?: Target | undefined; url?: string | undefined };
  set: (part: { to?: Target | undefined; url?: string | undefined }, field: string) => void;
  mayLeadNowhere?: boolean;
}

function LeadsFields({ block: { key, to, url = '' }, set, mayLeadNowhere = false }: LeadsProps) {
  const options = [
    ...(mayLeadNowhere ? [{ value: '', label: 'Nowhere' }] : []),
    ...TARGETS,
    ...(to === 'confirm' ? [CONFIRM] : []),
  ];
  return (
    <>
      <Select
        label="Leads"
        options={options}
        value={to ?? ''}
        onChange={(next) => set({ to: next === '' ? undefined : (next as Target) }, 'to')}
      />
      {to === 'address' && (
        <PlainField
          label="Address"
          place={`${key}.url`}
          value={url}
          onChange={(next) => set({ url: next === '' ? undefined : next }, 'url')}
        />
      )}
    </>
  );
}

/** What stands behind a block. */
function useGround(key: string): string {
  const { draft, page } = useEmailEditing();
  const ground = sectionAround(draft, key)?.ground ?? 'paper';
  return ground === 'paper' || ground === 'ground' ? page.kit.colours[ground] : ground;
}

function HeadingFields({ block, set }: BlockFieldsProps<BlockOf<'heading'>>) {
  const { page } = useEmailEditing();
  const { key, text, size = 'large', align = 'start', colour } = block;
  const sizes = [
    { value: 'large', label: 'Large' },
    { value: 'small', label: 'Small' },
  ];
  return (
    <>
      <SaidField label="Heading" place={`${key}.text`} value={text} onChange={(next) => set({ text: next }, 'text')} />
      <Select
        label="Size"
        options={sizes}
        value={size}
        onChange={(next) => set({ size: next as typeof size }, 'size')}
      />
      <AlignField value={align} onChange={(next) => set({ align: next }, 'align')} />
      <ColourField
        {...{ label: 'Colour', place: `${key}.colour`, value: colour, usual: page.kit.colours.ink }}
        against={useGround(key)}
        onChange={(next) => set({ colour: next }, 'colour')}
      />
    </>
  );
}

function TextFields({ block, set }: BlockFieldsProps<BlockOf<'text'>>) {
  const { page } = useEmailEditing();
  const { key, text, size = 'usual', align = 'start', colour } = block;
  const sizes = [
    { value: 'small', label: 'Small' },
    { value: 'usual', label: 'Usual' },
    { value: 'large', label: 'Large' },
  ];
  return (
    <>
      <SaidField
        {...{ label: 'Text', place: `${key}.text`, value: text, hasMarks: true, isLong: true }}
        onChange={(next) => set({ text: next }, 'text')}
      />
      <Select
        label="Size"
        options={sizes}
        value={size}
        onChange={(next) => set({ size: next as typeof size }, 'size')}
      />
      <AlignField value={align} onChange={(next) => set({ align: next }, 'align')} />
      <ColourField
        {...{ label: 'Colour', place: `${key}.colour`, value: colour, usual: page.kit.colours.ink }}
        against={useGround(key)}
        onChange={(next) => set({ colour: next }, 'colour')}
      />
    </>
  );
}

function ImageFields({ block, set }: BlockFieldsProps<BlockOf<'image'>>) {
  const { key, src, alt, widthPercent = 100, align = 'center' } = block;
  return (
    <>
      <PlainField
        {...{ label: 'Address of the picture', place: `${key}.src`, value: src }}
        helpText="Upload it under Content › Files in your admin, and copy its link."
        onChange={(next) => set({ src: next.trim() }, 'src')}
      />
      <SaidField
        {...{ label: 'What it shows', place: `${key}.alt`, value: alt }}
        helpText="Read out, and shown where pictures are off. Empty: an ornament."
        onChange={(next) => set({ alt: next }, 'alt')}
      />
      <WithinField
        {...{ label: 'Width', value: widthPercent, from: 10, to: 100, unit: '%' }}
        onChange={(next) => set({ widthPercent: next }, 'width')}
      />
      <AlignField value={align} onChange={(next) => set({ align: next }, 'align')} />
      <LeadsFields block={block} set={set} mayLeadNowhere />
    </>
  );
}

function ButtonFields({ block, set }: BlockFieldsProps<BlockOf<'button'>>) {
  const { page } = useEmailEditing();
  const { key, label, align = 'start', colour, isWide = false } = block;
  const ground = colour ?? page.kit.colours.accent;
  return (
    <>
      <SaidField
        label="On the button"
        place={`${key}.label`}
        value={label}
        onChange={(next) => set({ label: next }, 'label')}
      />
      <LeadsFields block={block} set={set} />
      <AlignField value={align} onChange={(next) => set({ align: next }, 'align')} />
      <Checkbox label="As wide as the mail" checked={isWide} onChange={(next) => set({ isWide: next }, 'isWide')} />
      <ColourField
        {...{ label: 'Colour', place: `${key}.colour`, value: colour, usual: page.kit.colours.accent }}
        against={/^#[0-9a-f]{6}$/i.test(ground) ? readableOn(ground) : '#ffffff'}
        onChange={(next) => set({ colour: next }, 'colour')}
      />
    </>
  );
}

function ColumnsFields({ block, set }: BlockFieldsProps<BlockOf<'columns'>>) {
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

function CodeFields({ block: { key, html, text = '' }, set }: BlockFieldsProps<BlockOf<'code'>>) {
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
