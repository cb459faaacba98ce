import { Checkbox, Select } from '@shopify/polaris';
import type { BlockOf } from '~/delivery/documents/blocks';
import type { Target } from '~/delivery/documents/blocks/target';
import { readableOn } from '~/delivery/documents/colours';
import type { BlockFieldsProps } from './block-fields-props';
import { useEmailEditing } from './email-editing';
import { AlignField, ColourField, PlainField } from './field-parts';
import { SaidField } from './said-field';

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

/** Where a button or a picture leads. */
export function LeadsFields({ block: { key, to, url = '' }, set, mayLeadNowhere = false }: LeadsProps) {
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

export function ButtonFields({ block, set }: BlockFieldsProps<BlockOf<'button'>>) {
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
