import { useEffect, useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Checkbox, ChoiceList, InlineStack, TextField } from '@shopify/polaris';
import type { WebhooksOutcome } from '~/ops/webhooks-out/change-webhooks.server';
import { TitledCard } from '../titled-card';
import { NewSecret } from './new-secret';

/** Makes an endpoint, and shows its secret the one time it can be seen. */
export function NewEndpointCard({ segments }: { segments: { id: string; name: string }[] }) {
  const fetcher = useFetcher<WebhooksOutcome>();
  const [url, setUrl] = useState('');
  const [which, setWhich] = useState<'all' | 'some'>('all');
  const [chosen, setChosen] = useState<string[]>([]);
  const [withEmail, setWithEmail] = useState(false);
  useEffect(() => {
    if (fetcher.data?.kind === 'made') setUrl('');
  }, [fetcher.data]);
  const outcome = fetcher.state === 'idle' ? fetcher.data : undefined;
  const problem = outcome?.kind === 'refused' ? outcome.problems[0]?.message : undefined;
  const make = () =>
    fetcher.submit(
      { intent: 'make-endpoint', url, withEmail: String(withEmail), segments: which === 'all' ? '' : chosen.join(',') },
      { method: 'post', action: '/app/settings/webhooks' },
    );
  return (
    <TitledCard title="A new endpoint">
      <BlockStack gap="400">
        {outcome?.kind === 'made' && <NewSecret url={outcome.url} secret={outcome.secret} />}
        <TextField
          label="Where to"
          autoComplete="off"
          type="url"
          value={url}
          onChange={setUrl}
          placeholder="https://"
          error={problem}
          helpText="An https address that takes POST and answers within ten seconds."
        />
        <ChoiceList
          title="Of which segments"
          choices={[
            { label: 'All, also those to come', value: 'all' },
            { label: 'These', value: 'some', disabled: segments.length === 0 },
          ]}
          selected={[which]}
          onChange={([value]) => setWhich(value === 'some' ? 'some' : 'all')}
        />
        {which === 'some' && (
          <ChoiceList
            title="Segments"
            titleHidden
            allowMultiple
            choices={segments.map(({ id, name }) => ({ label: name, value: id }))}
            selected={chosen}
            onChange={setChosen}
          />
        )}
        <Checkbox
          label="Send email addresses along"
          helpText="Of people who have nothing against it. Otherwise a person is named by Kindred’s id and Shopify’s number alone."
          checked={withEmail}
          onChange={setWithEmail}
        />
        <InlineStack>
          <Button
            variant="primary"
            onClick={make}
            loading={fetcher.state !== 'idle'}
            disabled={url.trim() === '' || (which === 'some' && chosen.length === 0)}
          >
            Make the endpoint
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}
