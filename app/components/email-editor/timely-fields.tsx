import { Checkbox, Select, TextField } from '@shopify/polaris';
import type { BlockOf } from '~/delivery/documents/blocks';
import { useEmailEditing } from './email-editing';
import { WithinField } from './field-parts';
import { SaidField } from './said-field';

interface FieldsProps<B> {
  block: B;
  set: (part: Partial<B>, field: string) => void;
}

const OF = [
  { value: 'cart', label: 'Of what is in the cart' },
  { value: 'about', label: 'Of what the mail is about' },
];

interface DrawnProps {
  isDrawn: boolean | undefined;
  set: (part: { drawnOnOpening?: boolean | undefined }, field: string) => void;
}

/** @param what that is said anew */
export const DrawnField = ({ isDrawn = false, what, set }: DrawnProps & { what: string }) => (
  <Checkbox
    label="Drawn when the mail is opened"
    checked={isDrawn}
    helpText={`A picture then says ${what} at that moment. Gmail and Apple may ask for it before their reader does; those without pictures read the words of when it left.`}
    onChange={(next) => set({ drawnOnOpening: next || undefined }, 'drawnOnOpening')}
  />
);

export const LowStockFields = ({ block: { of, atMost, drawnOnOpening }, set }: FieldsProps<BlockOf<'low-stock'>>) => (
  <>
    <Select label="It is said" options={OF} value={of} onChange={(next) => set({ of: next as typeof of }, 'of')} />
    <WithinField
      {...{ label: 'While there are at most', value: atMost, from: 1, to: 20, unit: atMost === 1 ? 'piece' : 'pieces' }}
      onChange={(next) => set({ atMost: next }, 'atMost')}
    />
    <DrawnField isDrawn={drawnOnOpening} set={set} what="how many are left" />
  </>
);

const UNTIL = [
  { value: 'coupon', label: 'The reader’s own code ends' },
  { value: 'moment', label: 'A day and time of your choice' },
];

export function CountdownFields({
  block: { key, text, until, drawnOnOpening },
  set,
}: FieldsProps<BlockOf<'countdown'>>) {
  const { problemsOf, page } = useEmailEditing();
  const [problem] = problemsOf(`${key}.until`);
  return (
    <>
      <SaidField
        {...{ label: 'Above the day', place: `${key}.text`, value: text, hasMarks: true }}
        onChange={(next) => set({ text: next }, 'text')}
      />
      <Select
        label="Until"
        options={UNTIL}
        value={until.kind}
        onChange={(kind) => set({ until: kind === 'coupon' ? { kind } : { kind: 'moment', at: '' } }, 'until')}
      />
      {until.kind === 'moment' && (
        <div data-place={`${key}.until`}>
          <TextField
            {...{ label: 'Day and time', type: 'datetime-local', autoComplete: 'off', value: until.at }}
            helpText={`By the clock of your store, ${page.shop.timezone}.`}
            onChange={(at) => set({ until: { kind: 'moment', at } }, 'until at')}
            {...(problem ? { error: 'Give the day and the time.' } : {})}
          />
        </div>
      )}
      <DrawnField isDrawn={drawnOnOpening} set={set} what="how much time is left" />
    </>
  );
}
