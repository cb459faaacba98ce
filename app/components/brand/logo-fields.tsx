import { FormLayout, TextField } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import type { KitFieldsProps } from './kit-fields';

const USUAL_WIDTH = 140;

/** Without one the mail says the store's name in its heading font. */
export function LogoFields({ kit: { logo }, change, problemOf }: KitFieldsProps) {
  const setUrl = (url: string) =>
    change({ logo: url.trim() === '' ? null : { url: url.trim(), widthPx: logo?.widthPx ?? USUAL_WIDTH } });
  return (
    <TitledCard title="Logo">
      <FormLayout>
        <TextField
          label="Address of the picture"
          autoComplete="off"
          placeholder="https://cdn.shopify.com/…/logo.png"
          helpText="PNG or JPEG with a ground of its own, or one that is seen on dark as well. Without a logo the mail says your store’s name."
          value={logo?.url ?? ''}
          onChange={setUrl}
          error={problemOf('logo.url')}
        />
        {logo && (
          <TextField
            label="Width"
            type="number"
            min={40}
            max={400}
            suffix="pixels"
            autoComplete="off"
            helpText="A picture of twice the width is sharp on telephones."
            value={String(logo.widthPx)}
            onChange={(width) => change({ logo: { ...logo, widthPx: Number(width) } })}
            error={problemOf('logo.widthPx')}
          />
        )}
      </FormLayout>
    </TitledCard>
  );
}
