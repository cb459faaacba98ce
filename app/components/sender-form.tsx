import { useState } from 'react';
import { BlockStack, Card, FormLayout, Select, TextField } from '@shopify/polaris';
import { SaveBar } from '@shopify/app-bridge-react';
import type { SettingsPage } from '~/ops/settings.server';
import { useSaving } from './use-saving';

interface SenderFormProps {
  sender: SettingsPage['sender'];
  server: SettingsPage['server'];
  /** What stands under each mail while the shop has no words of its own. */
  usualConsentLine: string;
}

const UNSUBSCRIBE_MODES = [
  { label: 'Postmark shows its own page (default)', value: 'postmark' },
  { label: 'Our own page (Postmark must have allowed it for your server)', value: 'custom' },
];

const OWN_ADDRESS = 'Confirmed at Postmark, as a sender signature or by its domain.';
const OWN_DOMAIN = 'At a domain of yours, which is then set up under Domain.';
const ADDRESS_HELP: Record<SettingsPage['server'], string> = {
  ...{ own: OWN_ADDRESS, needed: OWN_ADDRESS },
  ...{ made: OWN_DOMAIN, 'can-be-made': OWN_DOMAIN },
};

const OWN_TOKEN = 'In Postmark: your server, then API Tokens. It is kept encrypted.';
const WITHOUT_TOKEN = 'Only with a Postmark account of your own: your server there, then API Tokens.';
const TOKEN_HELP: Record<SettingsPage['server'], string> = {
  ...{ own: OWN_TOKEN, needed: OWN_TOKEN },
  ...{ made: WITHOUT_TOKEN, 'can-be-made': `${WITHOUT_TOKEN} Left empty, Kindred makes a server for you.` },
};
const TOKEN_PLACEHOLDER: Record<SettingsPage['server'], string> = {
  own: 'Saved. Enter another one to change it.',
  made: 'Kindred has made a server for you.',
  ...{ 'can-be-made': '', needed: '' },
};

const valuesOf = (sender: SenderFormProps['sender']) => ({
  fromName: sender?.fromName ?? '',
  fromEmail: sender?.fromEmail ?? '',
  replyTo: sender?.replyTo ?? '',
  postalAddress: sender?.postalAddress ?? '',
  postmarkToken: '',
  broadcastStream: sender?.broadcastStream ?? 'broadcast',
  unsubscribeMode: sender?.unsubscribeMode ?? 'postmark',
  consentLine: sender?.consentLine ?? '',
});

type Values = ReturnType<typeof valuesOf>;

/** Who the shop is to its readers. The server token is never shown again once saved. */
export function SenderForm({ sender, server, usualConsentLine }: SenderFormProps) {
  const saved = valuesOf(sender);
  const [values, setValues] = useState<Values>(saved);
  const isDirty = JSON.stringify(values) !== JSON.stringify(saved);
  const saving = useSaving('/app/settings', 'Sender saved');
  const field = (name: keyof Values) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    error: saving.problemOf(name),
  });
  return (
    <Card>
      <BlockStack gap="300">
        <FormLayout>
          <TextField label="Name" autoComplete="organization" {...field('fromName')} />
          <FormLayout.Group>
            <TextField
              label="Address"
              type="email"
              autoComplete="email"
              helpText={ADDRESS_HELP[server]}
              {...field('fromEmail')}
            />
            <TextField
              label="Answers go to"
              type="email"
              autoComplete="email"
              placeholder="The same address"
              {...field('replyTo')}
            />
          </FormLayout.Group>
          <TextField
            label="Postal address"
            autoComplete="street-address"
            helpText="Stands under each mail: the law asks for it."
            {...field('postalAddress')}
          />
          <TextField
            label="Why people get your mail"
            autoComplete="off"
            multiline={2}
            maxLength={300}
            showCharacterCount
            placeholder={usualConsentLine}
            helpText="The wording of their consent, in one sentence under each mail."
            {...field('consentLine')}
          />
          <TextField
            label="Postmark server token"
            type="password"
            autoComplete="off"
            placeholder={TOKEN_PLACEHOLDER[server]}
            helpText={TOKEN_HELP[server]}
            {...field('postmarkToken')}
          />
          <FormLayout.Group>
            <TextField
              label="Message stream"
              autoComplete="off"
              helpText="The broadcast stream’s id."
              {...field('broadcastStream')}
            />
            <Select label="Unsubscribing" options={UNSUBSCRIBE_MODES} {...field('unsubscribeMode')} />
          </FormLayout.Group>
        </FormLayout>
        <SaveBar id="sender" open={isDirty}>
          <button
            variant="primary"
            onClick={() => saving.submit({ intent: 'sender', ...values })}
            loading={saving.isSaving ? '' : undefined}
          />
          <button onClick={() => setValues(saved)} />
        </SaveBar>
      </BlockStack>
    </Card>
  );
}
