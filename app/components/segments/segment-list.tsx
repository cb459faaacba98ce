import { BlockStack, Text } from '@shopify/polaris';
import { numberWords } from '~/ops/recommendations/number-words';
import type { SegmentRow, SegmentsPage } from '~/ops/segments/segments-page.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';

/** The segments in use, the largest first. */
export function SegmentList({ page: { segments, shop } }: { page: SegmentsPage }) {
  return (
    <AdaptiveList
      resourceName={{ singular: 'segment', plural: 'segments' }}
      headings={[
        { title: 'Segment' },
        { title: 'People', alignment: 'end' },
        { title: 'May be mailed', alignment: 'end' },
        { title: 'Last 7 days' },
        { title: 'Freshness' },
      ]}
      rows={segments.map((segment) => rowOf(segment, shop.locale))}
    />
  );
}

function rowOf(segment: SegmentRow, locale: string): ListRow {
  const { id, name, words, people, mailable, isBuilt, freshness } = segment;
  const say = (number: number) => (isBuilt ? numberWords(number, locale) : '–');
  const moved = movedWords(segment, locale);
  return {
    id,
    title: name,
    url: `/app/segments/${id}`,
    cells: [
      <div className="adaptive-list__cell" key="who">
        <BlockStack>
          <Text as="span" fontWeight="medium">
            {name}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {words}
          </Text>
        </BlockStack>
      </div>,
      <Text key="people" as="p" alignment="end" numeric>
        {say(people)}
      </Text>,
      <Text key="mailable" as="p" alignment="end" numeric>
        {say(mailable)}
      </Text>,
      moved,
      freshness,
    ],
    summary: (
      <>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {words}
        </Text>
        <Text as="span">
          {isBuilt ? `${say(people)} people, ${say(mailable)} may be mailed; ${moved}. ` : ''}
          {freshness}.
        </Text>
      </>
    ),
  };
}

function movedWords({ entered, left, isBuilt }: SegmentRow, locale: string): string {
  if (!isBuilt) return '–';
  if (entered === 0 && left === 0) return 'no change';
  return `+${numberWords(entered, locale)} −${numberWords(left, locale)}`;
}
