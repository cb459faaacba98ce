import { Select } from '@shopify/polaris';
import type { BlockOf } from '~/delivery/documents/blocks';
import type { BlockFieldsProps } from './block-fields-props';
import { sectionAround } from './document-parts';
import { useEmailEditing } from './email-editing';
import { AlignField, ColourField } from './field-parts';
import { SaidField } from './said-field';

/** What stands behind a block. */
function useGround(key: string): string {
  const { draft, page } = useEmailEditing();
  const ground = sectionAround(draft, key)?.ground ?? 'paper';
  const { colours } = page.kit;
  return Object.hasOwn(colours, ground) ? colours[ground as keyof typeof colours] : ground;
}

const SIZES = {
  heading: [
    { value: 'large', label: 'Large' },
    { value: 'small', label: 'Small' },
  ],
  text: [
    { value: 'small', label: 'Small' },
    { value: 'usual', label: 'Usual' },
    { value: 'large', label: 'Large' },
  ],
};

export function HeadingFields({ block, set }: BlockFieldsProps<BlockOf<'heading'>>) {
  const { key, text, size = 'large' } = block;
  return (
    <>
      <SaidField label="Heading" place={`${key}.text`} value={text} onChange={(next) => set({ text: next }, 'text')} />
      <Select
        label="Size"
        options={SIZES.heading}
        value={size}
        onChange={(next) => set({ size: next as typeof size }, 'size')}
      />
      <LookFields block={block} set={set} />
    </>
  );
}

export function TextFields({ block, set }: BlockFieldsProps<BlockOf<'text'>>) {
  const { key, text, size = 'usual' } = block;
  return (
    <>
      <SaidField
        {...{ label: 'Text', place: `${key}.text`, value: text, hasMarks: true, isLong: true }}
        onChange={(next) => set({ text: next }, 'text')}
      />
      <Select
        label="Size"
        options={SIZES.text}
        value={size}
        onChange={(next) => set({ size: next as typeof size }, 'size')}
      />
      <LookFields block={block} set={set} />
    </>
  );
}

type Look = Pick<BlockOf<'text'>, 'align' | 'colour'>;

/** At which side words stand, and in which colour. */
function LookFields({ block, set }: BlockFieldsProps<Look & { key: string }>) {
  const { page } = useEmailEditing();
  const { key, align = 'start', colour } = block;
  return (
    <>
      <AlignField value={align} onChange={(next) => set({ align: next }, 'align')} />
      <ColourField
        {...{ label: 'Colour', place: `${key}.colour`, value: colour, usual: page.kit.colours.ink }}
        against={useGround(key)}
        onChange={(next) => set({ colour: next }, 'colour')}
      />
    </>
  );
}
