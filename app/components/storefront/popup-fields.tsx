import { useState } from 'react';
import { BlockStack, Checkbox, ChoiceList, FormLayout, Select, TextField } from '@shopify/polaris';
import { countriesIn } from '~/ops/country-codes';
import { POPUP_PAGES, type PopupPage, type PopupSettings } from '~/ops/storefront/form-settings';
import { TitledCard } from '../titled-card';
import type { FormFieldsProps } from './form-fields';

const PAGE_NAMES: Record<PopupPage, string> = {
  ...{ index: 'Home', product: 'Products', collection: 'Collections', search: 'Search' },
  ...{ blog: 'Blog', article: 'Articles', page: 'Other pages' },
};

const TRIGGERS = [
  { name: 'afterSeconds', label: 'After', suffix: 'seconds', usual: 20 },
  { name: 'afterScrollPercent', label: 'After scrolling', suffix: '% of the page', usual: 50 },
  { name: 'afterPages', label: 'On page', suffix: 'of a visit', usual: 3 },
] as const;

/** When the pop-up opens, where, and how long it stays away. */
export function PopupFields({ settings: { popup }, change, problemOf }: FormFieldsProps) {
  const set = (part: Partial<PopupSettings>) => change({ popup: { ...popup, ...part } });
  return (
    <TitledCard title="Pop-up">
      <BlockStack gap="400">
        <Checkbox
          label="Let it open by itself"
          helpText="Once, after the consent banner was answered; on phones only a small bar comes, and the form when it is pressed. Never for a customer who has your letters."
          checked={popup.isOn}
          onChange={(isOn) => set({ isOn })}
          error={problemOf('popup.isOn')}
        />
        <FormLayout>
          {TRIGGERS.map(({ name, label, suffix, usual }) => (
            <FormLayout.Group key={name}>
              <Checkbox
                label={`${label} … ${suffix}`}
                checked={popup[name] !== null}
                onChange={(value) => set({ [name]: value ? usual : null })}
              />
              {popup[name] !== null && (
                <NumberField
                  label={label}
                  suffix={suffix}
                  value={popup[name]}
                  onChange={(value) => set({ [name]: value })}
                  error={problemOf(`popup.${name}`)}
                />
              )}
            </FormLayout.Group>
          ))}
          <Checkbox
            label="When somebody is about to leave"
            helpText="Where the pointer leaves the page at its top; phones have no pointer."
            checked={popup.onExit}
            onChange={(onExit) => set({ onExit })}
          />
          <NumberField
            label="Who closes it sees it no more for"
            suffix="days"
            value={popup.quietDays}
            onChange={(quietDays) => set({ quietDays })}
            error={problemOf('popup.quietDays')}
          />
          <Checkbox
            label="Leave a small bar for who closed it"
            helpText="It opens the form again; closing the bar ends it for good until then."
            checked={popup.hasTeaser}
            onChange={(hasTeaser) => set({ hasTeaser })}
          />
          <ChoiceList
            allowMultiple
            title="On which pages"
            choices={POPUP_PAGES.map((value) => ({ value, label: PAGE_NAMES[value] }))}
            selected={popup.pages}
            onChange={(pages) => set({ pages: pages as PopupPage[] })}
            error={problemOf('popup.pages')}
          />
          <WhereFields popup={popup} set={set} error={problemOf('popup.countries')} />
        </FormLayout>
      </BlockStack>
    </TitledCard>
  );
}

const WHERE = [
  { value: 'everywhere', label: 'Everywhere' },
  { value: 'in', label: 'Only in these countries' },
  { value: 'outside', label: 'Everywhere but in these countries' },
];

interface WhereFieldsProps {
  popup: PopupSettings;
  set: (part: Partial<PopupSettings>) => void;
  error: string | undefined;
}

function WhereFields({ popup, set, error }: WhereFieldsProps) {
  const [text, setText] = useState(popup.countries.join(', '));
  return (
    <>
      <Select
        label="In which countries"
        options={WHERE}
        value={popup.where}
        onChange={(where) => set({ where: where as PopupSettings['where'] })}
        helpText="By the country of the market somebody shops in. The form itself stays where your theme has it."
      />
      {popup.where !== 'everywhere' && (
        <TextField
          label="Countries"
          autoComplete="off"
          value={text}
          onChange={(written) => {
            setText(written);
            set({ countries: countriesIn(written) });
          }}
          error={error}
          helpText="Codes of two letters, such as DE, AT, CH."
        />
      )}
    </>
  );
}

interface NumberFieldProps {
  label: string;
  suffix: string;
  value: number;
  onChange: (value: number) => void;
  error: string | undefined;
}

function NumberField({ label, suffix, value, onChange, error }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      type="number"
      autoComplete="off"
      suffix={suffix}
      value={String(value)}
      onChange={(text) => onChange(Number(text))}
      error={error}
    />
  );
}
