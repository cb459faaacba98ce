import { useState } from 'react';
import { BlockStack, Button, InlineGrid, InlineStack, Link, Text, TextField } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import { FileProblem } from '../file-problem';
import { useExport } from '../use-export';

/** Everything Kindred knows, as files. */
export function TakeAlongCard({ onAsked }: { onAsked?: () => void }) {
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const period = new URLSearchParams({ ...(from ? { from } : {}), ...(until ? { until } : {}) });
  return (
    <TitledCard title="Take it along">
      <Text as="p">
        Everything Kindred knows, as CSV files. That you had them is written down. Each list has a button of its own,
        whose file has what its filters show. A long one takes its time, and then waits for 24 hours among your{' '}
        <Link url="/app/data/exports">exports</Link>.
      </Text>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <TextField label="Orders and events from" type="date" value={from} onChange={setFrom} autoComplete="off" />
        <TextField label="Until" type="date" value={until} onChange={setUntil} autoComplete="off" />
      </InlineGrid>
      <BlockStack gap="200">
        <InlineStack gap="200">
          <File list="orders" words="Orders" search={period.toString()} onAsked={onAsked} />
          <File list="events" words="Events" search={period.toString()} onAsked={onAsked} />
          <File list="customers" words="Customers" search="" onAsked={onAsked} />
          <File list="messages" words="Messages" search="" onAsked={onAsked} />
          <File list="products" words="Products" search="" onAsked={onAsked} />
          <File list="activity" words="What was done" search="" onAsked={onAsked} />
        </InlineStack>
        <Text as="p" tone="subdued">
          The proof of consent is exported on its own page, under Settings.
        </Text>
      </BlockStack>
    </TitledCard>
  );
}

interface FileProps {
  list: string;
  words: string;
  search: string;
  onAsked: (() => void) | undefined;
}

function File({ list, words, search, onAsked }: FileProps) {
  const file = useExport(list, search, onAsked);
  return (
    <BlockStack gap="200">
      <InlineStack gap="150" blockAlign="center">
        <Button onClick={file.start} loading={file.isLoading}>
          {words}
        </Button>
        {file.progress && (
          <Text as="span" tone="subdued">
            {file.progress}
          </Text>
        )}
      </InlineStack>
      <FileProblem file={file} />
    </BlockStack>
  );
}
