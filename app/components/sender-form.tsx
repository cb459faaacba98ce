import { useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris';

interface SenderFormProps {
  sender: { fromName: string; fromEmail: string; postalAddress: string; unsubscribeMode: string } | null;
}

type Answer = { kind: 'saved' } | { kind: 'refused'; problems: { field: string; message: string }[] };

const UNSUBSCRIBE_MODES = [
  { label: 'Postmark shows its own page (default)', value: 'postmark' },
  { label: 'Our own page (Postmark must allow it for your server)', value: 'custom' },
];

/** Who the shop is to its readers. The server token is never shown again once saved. */
export function SenderForm({ sender }: SenderFormProps) {
  const fetcher = useFetcher<Answer>();
  const [values, setValues] = useState({
    fromName: sender?.fromName ?? '',
    fromEmail: sender?.fromEmail ?? '',
    postalAddress: sender?.postalAddress ?? '',
    postmarkToken: '',
    unsubscribeMode: sender?.unsubscribeMode ?? 'postmark',
  });
  const problems = fetcher.data?.kind === 'refused' ? fetcher.data.problems : [];
  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    error: problems.find((problem) => problem.field === name)?.message,
  });
  const save = () => fetcher.submit({ intent: 'sender', ...values }, { method: 'post' });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Who the mail is from
        </Text>
        <FormLayout>
          <TextField label="Name" autoComplete="organization" {...field('fromName')} />
          <TextField label="Address" type="email" autoComplete="email" {...field('fromEmail')} />
          <TextField label="Postal address" autoComplete="street-address" {...field('postalAddress')} />
          <TextField label="Postmark server token" type="password" autoComplete="off" {...field('postmarkToken')} />
          <Select label="Unsubscribing" options={UNSUBSCRIBE_MODES} {...field('unsubscribeMode')} />
        </FormLayout>
        <InlineStack>
          <Button onClick={save} loading={fetcher.state !== 'idle'}>
            Save
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
