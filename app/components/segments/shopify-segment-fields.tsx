import { useEffect, useMemo, useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { Autocomplete, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { ShopifySegmentRule } from '~/customers/rules/rule';
import { numberWords } from '~/ops/recommendations/number-words';
import type { ListedSegment, ListedSegments } from '~/ops/segments/from-shopify.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from '../when';
import { useEditing } from './editing';

const LIST = '/app/segments/from-shopify/list';
const MOST_SHOWN = 50;

interface FieldsProps {
  leaf: ShopifySegmentRule;
  onChange: (leaf: ShopifySegmentRule) => void;
}

/** One of Shopify's own segments, found by name among those that are there now. */
export function ShopifySegmentFields({ leaf, onChange }: FieldsProps) {
  const { names, addNames, shop } = useEditing();
  const { answer, isAsking, again } = useShopifySegments();
  const [typed, setTyped] = useState<string | null>(null);
  const [visits, setVisits] = useState(0);
  const listed = useMemo(() => (answer?.kind === 'listed' ? answer.segments : []), [answer]);
  const options = useMemo(() => optionsFor(listed, typed ?? ''), [listed, typed]);
  const chosen = listed.find(({ id }) => id === leaf.id);
  const choose = (id: string | undefined): void => {
    const segment = listed.find((each) => each.id === id);
    setTyped(null);
    if (!segment) return;
    addNames({ [segment.id]: segment.name });
    onChange({ kind: 'shopify-segment', id: segment.id });
  };
  const leave = (): void => {
    setTyped(null);
    // Polaris would go on naming the option that was active, though it is gone.
    setVisits((before) => before + 1);
  };
  const problem = problemOf(answer, leaf.id, chosen !== undefined);
  return (
    <BlockStack gap="200">
      <Autocomplete
        key={visits}
        options={options}
        selected={leaf.id ? [leaf.id] : []}
        onSelect={([id]) => choose(id)}
        loading={isAsking}
        emptyState={<Nothing isAsking={isAsking} />}
        textField={
          <Autocomplete.TextField
            label="Which of Shopify’s segments"
            autoComplete="off"
            placeholder="Find one by its name"
            value={typed ?? chosen?.name ?? names[leaf.id] ?? ''}
            onChange={setTyped}
            onBlur={leave}
            {...(problem ? { error: problem } : {})}
          />
        }
      />
      {answer?.kind === 'unreachable' && (
        <InlineStack>
          <Button onClick={again} loading={isAsking}>
            Ask Shopify again
          </Button>
        </InlineStack>
      )}
      {chosen && <Chosen segment={chosen} shop={shop} />}
    </BlockStack>
  );
}

function useShopifySegments() {
  const { data, state, load } = useFetcher<ListedSegments>({ key: 'shopify-segments' });
  useEffect(() => load(LIST), [load]);
  return { answer: data, isAsking: state !== 'idle' || data === undefined, again: () => load(LIST) };
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

function problemOf(answer: ListedSegments | undefined, id: string, isThere: boolean): string | undefined {
  if (answer?.kind === 'unreachable') return answer.problem;
  if (answer?.kind !== 'listed' || !id || isThere) return undefined;
  return 'This one was deleted in Shopify: nobody is in it any more. Choose another, or take the condition away.';
}

/** What it means in Shopify's own words, and how old what is known of it is. */
function Chosen({ segment: { query, read }, shop }: { segment: ListedSegment; shop: PageShop }) {
  return (
    <BlockStack gap="050">
      <Text as="p" variant="bodySm" tone="subdued" breakWord>
        In Shopify: <code>{query}</code>
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {read ? (
          <>
            Read <When at={read.at} shop={shop} />: {customersWords(read.customers, shop)}. Read again every quarter of
            an hour.
          </>
        ) : (
          'Not read yet. Who is in it is read as soon as this is saved.'
        )}
      </Text>
    </BlockStack>
  );
}

const customersWords = (customers: number, { locale }: PageShop): string =>
  customers === 1 ? 'one customer' : `${numberWords(customers, locale)} customers`;
