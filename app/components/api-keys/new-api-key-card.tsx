import { useEffect, useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, Button, ChoiceList, InlineStack, Text, TextField } from '@shopify/polaris';
import type { ApiKeyOutcome } from '~/ops/api-keys.server';
import { apiScopes, scopeWords } from '~/ops/api-scopes';
import { TitledCard } from '../titled-card';
import { useCopy } from '../use-copy';

const CHOICES = apiScopes.map((value) => ({ value, ...scopeWords[value] }));

/** Makes a key, and shows it the one time it can be seen. */
export function NewApiKeyCard() {
  const fetcher = useFetcher<ApiKeyOutcome>();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['events:write', 'profiles:write']);
  useEffect(() => {
    if (fetcher.data?.kind === 'created') setName('');
  }, [fetcher.data]);
  const outcome = fetcher.state === 'idle' ? fetcher.data : undefined;
  const problemOf = (field: string) =>
    outcome?.kind === 'refused' ? outcome.problems.find((problem) => problem.field === field)?.message : undefined;
  const create = () =>
    fetcher.submit(
      { intent: 'create', name, scopes: scopes.join(',') },
      { method: 'post', action: '/app/settings/api' },
    );
  return (
    <TitledCard title="A new key">
      <BlockStack gap="400">
        {outcome?.kind === 'created' && <CreatedKey apiKey={outcome.key} name={outcome.name} />}
        <TextField
          label="Name"
          autoComplete="off"
          value={name}
          onChange={setName}
          maxLength={80}
          error={problemOf('name')}
          helpText="Of the program that gets it. One key for each, so that one can be stopped alone."
        />
        <ChoiceList
          title="It may"
          allowMultiple
          choices={CHOICES}
          selected={scopes}
          onChange={setScopes}
          error={problemOf('scopes')}
        />
        <InlineStack>
          <Button variant="primary" onClick={create} loading={fetcher.state !== 'idle'}>
            Make the key
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}

function CreatedKey({ apiKey, name }: { apiKey: string; name: string }) {
  const { copy, problem } = useCopy();
  return (
    <Banner tone="success" title={`The key of ${name}`}>
      <BlockStack gap="200">
        <Text as="p">Copy it now: it is kept nowhere, and is not shown again.</Text>
        <Text as="p" breakWord>
          <code>{apiKey}</code>
        </Text>
        <InlineStack>
          <Button onClick={() => copy(apiKey, 'Key copied')}>Copy the key</Button>
        </InlineStack>
        {problem && <Text as="p">{problem}</Text>}
      </BlockStack>
    </Banner>
  );
}
