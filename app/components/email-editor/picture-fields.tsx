import { Select } from '@shopify/polaris';
import type { BlockOf } from '~/delivery/documents/blocks';
import type { BlockFieldsProps } from './block-fields-props';
import { AlignField, PlainField, WithinField } from './field-parts';
import { LeadsFields } from './lead-fields';
import { SaidField } from './said-field';
import { SourceFields } from './source-fields';

export function ImageFields({ block, set }: BlockFieldsProps<BlockOf<'image'>>) {
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

const SIDES = [
  { value: 'start', label: 'Where reading begins' },
  { value: 'end', label: 'Where reading ends' },
];

export function HeroFields({ block, set }: BlockFieldsProps<BlockOf<'hero'>>) {
  const { key, heading, text, label, picture = 'start' } = block;
  return (
    <>
      <SaidField
        {...{ label: 'Heading', place: `${key}.heading`, value: heading }}
        onChange={(next) => set({ heading: next }, 'heading')}
      />
      <SaidField
        {...{ label: 'Text', place: `${key}.text`, value: text, hasMarks: true, isLong: true }}
        onChange={(next) => set({ text: next }, 'text')}
      />
      <SaidField
        {...{ label: 'On the button', place: `${key}.label`, value: label }}
        onChange={(next) => set({ label: next }, 'label')}
      />
      <SourceFields block={block} onChange={(source, field) => set({ source }, field)} />
      <Select
        label="The picture stands"
        options={SIDES}
        value={picture}
        helpText="On phones it stands above the words."
        onChange={(next) => set({ picture: next as typeof picture }, 'picture')}
      />
    </>
  );
}
