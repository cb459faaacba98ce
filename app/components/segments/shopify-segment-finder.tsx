import { useMemo, useState } from 'react';
import { Autocomplete, BlockStack, Text } from '@shopify/polaris';
import type { ListedSegment } from '~/ops/segments/from-shopify.server';

interface ShopifySegmentFinderProps {
  listed: readonly ListedSegment[];
  isAsking: boolean;
  /** Of the chosen one; empty: none is chosen. */
  id: string;
  /** Of the chosen one, as far as it is known. */
  name: string;
  problem: string | undefined;
  onChoose: (id: string) => void;
}

const MOST_SHOWN = 50;

/** A field that finds one of Shopify's segments by a part of its name. What is only typed is forgotten when it is left. */
export function ShopifySegmentFinder({ listed, isAsking, id, name, problem, onChoose }: ShopifySegmentFinderProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [visits, setVisits] = useState(0);
  const options = useMemo(() => optionsFor(listed, typed ?? ''), [listed, typed]);
  const choose = (chosen: string | undefined): void => {
    setTyped(null);
    if (chosen) onChoose(chosen);
  };
  const leave = (): void => {
    setTyped(null);
    // Polaris would go on naming the option that was active, though it is gone.
    setVisits((before) => before + 1);
  };
  return (
    <Autocomplete
      key={visits}
      options={options}
      selected={id ? [id] : []}
      onSelect={([chosen]) => choose(chosen)}
      loading={isAsking}
      emptyState={<Nothing isAsking={isAsking} />}
      textField={
        <Autocomplete.TextField
          label="Which of Shopify’s segments"
          autoComplete="off"
          placeholder="Find one by its name"
          value={typed ?? name}
          onChange={setTyped}
          onBlur={leave}
          {...(problem ? { error: problem } : {})}
        />
      }
    />
  );
}

function optionsFor(listed: readonly ListedSegment[], typed: string) {
  const wanted = typed.trim().toLowerCase();
  const fitting = listed.filter(({ name }) => name.toLowerCase().includes(wanted));
  return fitting.slice(0, MOST_SHOWN).map((segment) => ({ value: segment.id, label: <Offered segment={segment} /> }));
}

function Offered({ segment: { name, query } }: { segment: ListedSegment }) {
  return (
    <BlockStack>
      <Text as="span">{name}</Text>
      <Text as="span" variant="bodySm" tone="subdued" breakWord>
        {query}
      </Text>
    </BlockStack>
  );
}

function Nothing({ isAsking }: { isAsking: boolean }) {
  return (
    <Text as="p" tone="subdued" alignment="center">
      {isAsking ? 'Asking Shopify for its segments' : 'None of Shopify’s segments is called that.'}
    </Text>
  );
}
