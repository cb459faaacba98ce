import { FormLayout, RangeSlider, Select } from '@shopify/polaris';
import { FONTS, type FontKey } from '~/delivery/documents/brand-kit';
import { TitledCard } from '../titled-card';
import type { KitFieldsProps } from './kit-fields';

const OPTIONS = Object.entries(FONTS).map(([value, { name }]) => ({ value, label: name }));

export function ShapeFields({ kit: { fonts, radiusPx }, change, problemOf }: KitFieldsProps) {
  return (
    <TitledCard title="Fonts and corners">
      <FormLayout>
        <FormLayout.Group>
          <Select
            label="Headings"
            options={OPTIONS}
            value={fonts.heading}
            onChange={(heading) => change({ fonts: { ...fonts, heading: heading as FontKey } })}
            error={problemOf('fonts.heading')}
          />
          <Select
            label="Text"
            options={OPTIONS}
            value={fonts.body}
            onChange={(body) => change({ fonts: { ...fonts, body: body as FontKey } })}
            error={problemOf('fonts.body')}
            helpText="Only fonts that stand on readers’ machines: few mail programs load others."
          />
        </FormLayout.Group>
        <RangeSlider
          label={`Corners of buttons and pictures: ${radiusPx} pixels`}
          min={0}
          max={24}
          value={radiusPx}
          onChange={(value) => change({ radiusPx: Number(value) })}
        />
      </FormLayout>
    </TitledCard>
  );
}
