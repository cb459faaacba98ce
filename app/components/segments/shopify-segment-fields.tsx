import { useEffect, useMemo } from 'react';
import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { ShopifySegmentRule } from '~/customers/rules/rule';
import { numberWords } from '~/ops/recommendations/number-words';
import type { ListedSegment, ListedSegments } from '~/ops/segments/from-shopify.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from '../when';
import { useEditing } from './editing';
import { ShopifySegmentFinder } from './shopify-segment-finder';

const LIST = '/app/segments/from-shopify/list';

interface FieldsProps {
  leaf: ShopifySegmentRule;
  onChange: (leaf: ShopifySegmentRule) => void;
}

/** One of Shopify's own segments, found by name among those that are there now. */
export function ShopifySegmentFields({ leaf, onChange }: FieldsProps) {
  const { names, addNames, shop } = useEditing();
  const { answer, isAsking, again } = useShopifySegments();
  const listed = useMemo(() => (answer?.kind === 'listed' ? answer.segments : []), [answer]);
  const chosen = listed.find(({ id }) => id === leaf.id);
  const name = chosen?.name;
  // What says the rule in words may not know it yet.
  useEffect(() => {
    if (name && names[leaf.id] !== name) addNames({ [leaf.id]: name });
  }, [name, names, leaf.id, addNames]);
  return (
    <BlockStack gap="200">
      <ShopifySegmentFinder
        listed={listed}
        isAsking={isAsking}
        id={leaf.id}
        name={name ?? names[leaf.id] ?? ''}
        problem={problemOf(answer, leaf.id, chosen !== undefined)}
        onChoose={(id) => onChange({ kind: 'shopify-segment', id })}
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
