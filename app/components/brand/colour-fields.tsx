import { BlockStack, FormLayout, TextField } from '@shopify/polaris';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import { TitledCard } from '../titled-card';
import type { KitFieldsProps } from './kit-fields';

type ColourName = keyof BrandKit['colours'];

const COLOURS: readonly { name: ColourName; label: string; help: string }[] = [
  { name: 'accent', label: 'Accent', help: 'Buttons and links.' },
  { name: 'ink', label: 'Text', help: 'Dark, for most of what is read.' },
  { name: 'quiet', label: 'Quiet text', help: 'Forms of products, reasons, the foot of the mail.' },
  { name: 'paper', label: 'Paper', help: 'What the mail stands on.' },
  { name: 'ground', label: 'Ground', help: 'What lies around it.' },
  { name: 'line', label: 'Lines', help: 'Between parts.' },
];

/** Each as letters and as a field of the browser's, which opens its own picker. */
export function ColourFields({ kit, change, problemOf }: KitFieldsProps) {
  const set = (name: ColourName, value: string) => change({ colours: { ...kit.colours, [name]: value.trim() } });
  return (
    <TitledCard title="Colours">
      <BlockStack gap="300">
        <FormLayout>
          {pairs(COLOURS).map((pair) => (
            <FormLayout.Group key={pair.map(({ name }) => name).join()}>
              {pair.map(({ name, label, help }) => (
                <TextField
                  key={name}
                  label={label}
                  helpText={help}
                  autoComplete="off"
                  maxLength={7}
                  value={kit.colours[name]}
                  onChange={(value) => set(name, value)}
                  error={problemOf(`colours.${name}`)}
                  connectedLeft={
                    <input
                      type="color"
                      aria-label={`Pick: ${label}`}
                      value={isWhole(kit.colours[name]) ? kit.colours[name].toLowerCase() : '#000000'}
                      onChange={(event) => set(name, event.target.value)}
                      style={{ width: 36, height: 32, padding: 2, border: '1px solid #8a8a8a', borderRadius: 8 }}
                    />
                  }
                />
              ))}
            </FormLayout.Group>
          ))}
        </FormLayout>
      </BlockStack>
    </TitledCard>
  );
}

const isWhole = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const pairs = <T,>(all: readonly T[]): T[][] => all.flatMap((_each, at) => (at % 2 ? [] : [all.slice(at, at + 2)]));
