import { SaveBar } from '@shopify/app-bridge-react';
import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { MailServerPage } from '~/ops/mail-server/mail-server.server';
import { useSaving } from '../use-saving';

const SECURITIES = [
  { label: 'TLS from the beginning (port 465)', value: 'tls' },
  { label: 'STARTTLS (port 587)', value: 'starttls' },
];
const PORT_OF: Record<string, string> = { tls: '465', starttls: '587' };

const valuesOf = (server: MailServerPage['server']) => ({
  host: server?.host ?? '',
  security: server?.security ?? 'tls',
  port: String(server?.port ?? 465),
  user: server?.user ?? '',
  password: '',
});
type Values = ReturnType<typeof valuesOf>;

const ADDRESS = '/app/settings/mail-server';

/** Where a merchant's own mail server stands, and how it lets us in. */
export function MailServerForm({ server }: { server: MailServerPage['server'] }) {
  const saved = valuesOf(server);
  const [values, setValues] = useState<Values>(saved);
  const isDirty = JSON.stringify(values) !== JSON.stringify(saved);
  const saving = useSaving(ADDRESS, 'Mail leaves by your own server now');
  const removing = useSaving(ADDRESS, 'Mail leaves by Postmark again');
  const field = (name: keyof Values) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    error: saving.problemOf(name),
  });
  const onSecurity = (security: string) =>
    setValues({ ...values, security: security as Values['security'], port: PORT_OF[security] ?? values.port });
  return (
    <Card>
      <BlockStack gap="300">
        <FormLayout>
          <TextField label="Server" autoComplete="off" placeholder="smtp.example.com" {...field('host')} />
          <FormLayout.Group>
            <Select label="Encryption" options={SECURITIES} {...field('security')} onChange={onSecurity} />
            <TextField label="Port" type="number" autoComplete="off" {...field('port')} />
          </FormLayout.Group>
          <FormLayout.Group>
            <TextField label="User" autoComplete="off" {...field('user')} />
            <TextField
              label="Password"
              type="password"
              autoComplete="new-password"
              placeholder={server ? 'Saved. Enter another one to change it.' : ''}
              helpText="Kept encrypted, and never shown again."
              {...field('password')}
            />
          </FormLayout.Group>
        </FormLayout>
        {server && (
          <InlineStack gap="300" blockAlign="center">
            <Button
              tone="critical"
              variant="plain"
              loading={removing.isSaving}
              onClick={() => removing.submit({ intent: 'remove' })}
            >
              Send by Postmark again
            </Button>
            <Text as="span" tone="subdued">
              Your server’s password is forgotten then.
            </Text>
          </InlineStack>
        )}
        <SaveBar id="mail-server" open={isDirty}>
          <button
            variant="primary"
            onClick={() => saving.submit({ intent: 'save', ...values })}
            loading={saving.isSaving ? '' : undefined}
          />
          <button onClick={() => setValues(saved)} />
        </SaveBar>
      </BlockStack>
    </Card>
  );
}
