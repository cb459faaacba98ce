import { BlockStack, Text } from '@shopify/polaris';
import { numberWords } from '~/ops/recommendations/number-words';
import type { SegmentRow, SegmentsPage } from '~/ops/segments/segments-page.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';
import { moneyWords } from '../money-words';
import { Sparkline } from './sparkline';
import './segments.css';

/** The segments in use, the largest first. */
export function SegmentList({ page: { segments, shop } }: { page: SegmentsPage }) {
  return (
    <AdaptiveList
      resourceName={{ singular: 'segment', plural: 'segments' }}
      headings={[
        { title: 'Segment' },
        { title: 'People', alignment: 'end' },
        { title: 'Against 30 days ago' },
        { title: 'May be mailed', alignment: 'end' },
        { title: 'Spent each, 90 days', alignment: 'end' },
        { title: 'Freshness' },
      ]}
      rows={segments.map((segment) => rowOf(segment, shop))}
    />
  );
}

function rowOf(segment: SegmentRow, shop: SegmentsPage['shop']): ListRow {
  const { id, name, words, people, mailable, isBuilt, freshness, growth, revenueEachMinor } = segment;
  const { locale } = shop;
  const revenueEach = revenueEachMinor === null ? null : moneyWords(revenueEachMinor, shop);
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
      <Figure key="people">{say(people)}</Figure>,
      <Trend key="trend" segment={segment} moved={moved} />,
      <Figure key="mailable">{say(mailable)}</Figure>,
      <Figure key="revenue">{(isBuilt && revenueEach) || '–'}</Figure>,
      freshness,
    ],
    summary: (
      <>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {words}
        </Text>
        <Text as="span">
          {isBuilt
            ? `${say(people)} people. ${growth.words}${moved && `; ${moved}`}. ${say(mailable)} may be mailed. `
            : ''}
          {isBuilt && revenueEach ? `They spent ${revenueEach} each in 90 days. ` : ''}
          {freshness}.
        </Text>
      </>
    ),
  };
}

const Figure = ({ children }: { children: string }) => (
  <Text as="p" alignment="end" numeric>
    {children}
  </Text>
);

function Trend({ segment: { isBuilt, growth }, moved }: { segment: SegmentRow; moved: string }) {
  if (!isBuilt) return '–';
  return (
    <BlockStack>
      <Sparkline points={growth.points} />
      <Text as="span">{growth.short}</Text>
      {moved && (
        <Text as="span" variant="bodySm" tone="subdued">
          {moved}
        </Text>
      )}
    </BlockStack>
  );
}

/** Empty: nobody. */
function movedWords({ entered, left }: SegmentRow, locale: string): string {
  if (entered === 0 && left === 0) return '';
  return `${numberWords(entered, locale)} came and ${numberWords(left, locale)} left in 7 days`;
}
