import { BlockStack, Checkbox, Link, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import type { FormFieldsProps } from './form-fields';

const FIELDS = [
  { name: 'firstName', label: 'First name', help: 'Each field more costs sign-ups: ask for what you will use.' },
  { name: 'birthday', label: 'Birthday', help: 'For a letter on the day.' },
  { name: 'topics', label: 'Topics', help: 'What they want to hear about, of the topics in your settings.' },
] as const;

/** What is asked for beside the address; always optional. */
export function AskedFields({ settings, change }: FormFieldsProps) {
  return (
    <TitledCard title="Asked for beside the address">
      <BlockStack gap="200">
        {FIELDS.map(({ name, label, help }) => (
          <Checkbox
            key={name}
            label={label}
            helpText={help}
            checked={settings.fields[name]}
            onChange={(value) => change({ fields: { ...settings.fields, [name]: value } })}
          />
        ))}
        <Text as="p" tone="subdued">
          Who has to confirm by mail, and in which countries, holds for all forms: it stands in{' '}
          <Link url="/app/settings">Settings, under Consent</Link>.
        </Text>
      </BlockStack>
    </TitledCard>
  );
}
