import { RangeSlider, Select, TextField, InlineStack, Button } from '@shopify/polaris';
import type { Align } from '~/delivery/documents/blocks/block-parts';
import { colour as colourSchema } from '~/delivery/documents/brand-kit';
import { contrast } from '~/delivery/documents/colours';
import { useEmailEditing } from './email-editing';

const SIDES: { value: Align; label: string }[] = [
  { value: 'start', label: 'Where reading begins' },
  { value: 'center', label: 'Middle' },
  { value: 'end', label: 'Where reading ends' },
];

interface AlignFieldProps {
  value: Align;
  onChange: (align: Align) => void;
}

export const AlignField = ({ value, onChange }: AlignFieldProps) => (
  <Select label="Stands at" options={SIDES} value={value} onChange={(side) => onChange(side as Align)} />
);

interface ColourFieldProps {
  label: string;
  place: string;
  value: string | undefined;
  /** Undefined: as the brand kit has it. */
  onChange: (colour: string | undefined) => void;
  /** What it is in the brand kit. */
  usual: string;
  /** What it is read on, or with. */
  against?: string;
}

/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5;

/** A colour that differs on purpose, or the brand's; what is hard to read is said while it is chosen. */
export function ColourField({ label, place, value, onChange, usual, against }: ColourFieldProps) {
  const { problemsOf } = useEmailEditing();
  const [problem] = problemsOf(place);
  const shown = value ?? usual;
  const isWhole = colourSchema.safeParse(shown).success;
  const ratio = against && isWhole ? contrast(shown, against) : null;
  const hint =
    ratio === null || ratio >= READABLE ? undefined : `Hard to read: contrast ${ratio.toFixed(1)}, below 4.5.`;
  return (
    <InlineStack gap="200" blockAlign="end" wrap={false}>
      <input
        type="color"
        className="email-colour"
        aria-label={`Choose ${label.toLowerCase()}`}
        value={isWhole ? shown : usual}
        onChange={(event) => onChange(event.target.value)}
      />
      <div style={{ flex: 1 }} data-place={place}>
        <TextField
          label={label}
          autoComplete="off"
          placeholder={`${usual}, of the brand`}
          value={value ?? ''}
          onChange={(text) => onChange(text.trim() === '' ? undefined : text.trim())}
          {...(problem ? { error: problem } : {})}
          {...(hint ? { helpText: hint } : {})}
        />
      </div>
      {value !== undefined && (
        <Button accessibilityLabel={`${label}: as the brand has it`} onClick={() => onChange(undefined)}>
          Brand
        </Button>
      )}
    </InlineStack>
  );
}

interface WithinProps {
  label: string;
  value: number;
  from: number;
  to: number;
  unit: string;
  onChange: (value: number) => void;
}

export const WithinField = ({ label, value, from, to, unit, onChange }: WithinProps) => (
  <RangeSlider
    label={`${label}: ${value} ${unit}`}
    {...{ value, min: from, max: to }}
    onChange={(next) => onChange(Number(next))}
  />
);

interface PlainFieldProps {
  label: string;
  place: string;
  value: string;
  onChange: (text: string) => void;
  lines?: number;
  helpText?: string;
}

/** Words that are no Liquid: an address, markup. */
export function PlainField({ label, place, value, onChange, lines, helpText }: PlainFieldProps) {
  const [problem] = useEmailEditing().problemsOf(place);
  return (
    <div data-place={place}>
      <TextField
        {...{ label, value, onChange, autoComplete: 'off' }}
        {...(lines ? { multiline: lines, maxHeight: 320 } : {})}
        {...(problem ? { error: problem } : {})}
        {...(helpText ? { helpText } : {})}
      />
    </div>
  );
}
