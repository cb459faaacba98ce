import { useState } from 'react';
import { BlockStack, Button, FormLayout, InlineStack, Select, Text } from '@shopify/polaris';
import type { SideChoice } from '~/ops/replay/sides.server';
import { TitledCard } from '../../titled-card';
import { useSaving } from '../../use-saving';

interface AskCardProps {
  address: string;
  choices: SideChoice[];
  isBusy: boolean;
}

const DAYS = [
  { value: '7', label: 'The last 7 days' },
  { value: '14', label: 'The last 14 days' },
  { value: '30', label: 'The last 30 days' },
];

/** What to replay, against what, and over how long. */
export function AskCard({ address, choices, isBusy }: AskCardProps) {
  const [first, setFirst] = useState(choices[0]?.value ?? '');
  const [second, setSecond] = useState('');
  const [days, setDays] = useState('30');
  const asking = useSaving(address, 'It is being replayed');
  const others = [{ value: '', label: 'Nothing' }, ...choices.filter(({ value }) => value !== first)];
  return (
    <TitledCard title="Replay the past">
      <BlockStack gap="300">
        <Text as="p" tone="subdued">
          Takes what really happened in your store and works out what the flow would have done. Nobody is written to,
          and nothing is changed.
        </Text>
        <FormLayout>
          <FormLayout.Group>
            <Select
              label="Replay"
              options={choices}
              value={first}
              onChange={(value) => {
                setFirst(value);
                if (value === second) setSecond('');
              }}
              error={asking.problemOf('first')}
            />
            <Select
              label="Compare with"
              options={others}
              value={second}
              onChange={setSecond}
              error={asking.problemOf('second')}
            />
            <Select label="Over" options={DAYS} value={days} onChange={setDays} error={asking.problemOf('days')} />
          </FormLayout.Group>
        </FormLayout>
        <InlineStack>
          <Button
            variant="primary"
            loading={asking.isSaving}
            disabled={isBusy}
            onClick={() => asking.submit({ first, second, days })}
          >
            Replay
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}
