import { useState } from 'react';
import { BlockStack, Button, InlineGrid, InlineStack, Text, TextField } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import { useDownload } from '../use-download';

/** Everything Kindred knows, as files. */
export function TakeAlongCard() {
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const period = new URLSearchParams({ ...(from ? { from } : {}), ...(until ? { until } : {}) });
  return (
    <TitledCard title="Take it along">
      <Text as="p">
        Everything Kindred knows, as CSV files. That you had them is written down. Customers and messages can be
        narrowed down by their lists’ filters; there is a button above each list.
      </Text>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <TextField label="Orders and events from" type="date" value={from} onChange={setFrom} autoComplete="off" />
        <TextField label="Until" type="date" value={until} onChange={setUntil} autoComplete="off" />
      </InlineGrid>
      <BlockStack gap="200">
        <InlineStack gap="200">
          <File name="orders" words="Orders" search={`?${period}`} />
          <File name="events" words="Events" search={`?${period}`} />
          <File name="customers" words="Customers" search="" />
          <File name="messages" words="Messages" search="" />
        </InlineStack>
        <Text as="p" tone="subdued">
          The proof of consent is exported on its own page, under Settings.
        </Text>
      </BlockStack>
    </TitledCard>
  );
}

function File({ name, words, search }: { name: string; words: string; search: string }) {
  const { start, isLoading } = useDownload(`/app/exports/${name}${search}`, `${name}.csv`);
  return (
    <Button onClick={start} loading={isLoading}>
      {words}
    </Button>
  );
}
