import { lazy, Suspense, useEffect, useState } from 'react';
import { BlockStack, Button, Collapsible, InlineStack, Text } from '@shopify/polaris';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { shareOf } from '~/ops/deliverability/words';
import { numberWords, percentWords } from '~/ops/recommendations/number-words';
import { TitledCard } from '../titled-card';
import { DayTable } from './day-table';
import './deliverability.css';

/** Drawn in the browser alone, and only fetched there. */
const DayChart = lazy(() => import('./day-chart'));

/** What became of the mails, in all and by the day they left: figures, a picture, and the picture's table. */
export function BecameCard({ page }: { page: DeliverabilityPage }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <TitledCard title="What became of the mails">
      <Figures page={page} />
      <Picture page={page} />
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? 'up' : 'down'}
          onClick={() => setOpen(!isOpen)}
          ariaExpanded={isOpen}
          ariaControls="mails-by-day"
        >
          {isOpen ? 'Hide the table' : 'Show the same as a table'}
        </Button>
      </InlineStack>
      <Collapsible id="mails-by-day" open={isOpen}>
        <DayTable page={page} />
      </Collapsible>
      <Text as="p" variant="bodySm" tone="subdued">
        By the day a mail left. Opened and clicked: by people, as far as can be told; programs that load pictures or
        follow links are left out. Unsubscribed: by the mail’s link, or within seven days of it.
      </Text>
    </TitledCard>
  );
}

function Figures({ page: { total, shop } }: { page: DeliverabilityPage }) {
  const { locale } = shop;
  const figure = (words: string, count: number) => ({
    words,
    value: numberWords(count, locale),
    share: percentWords(shareOf(count, total.sent), locale),
  });
  const figures = [
    { words: 'sent', value: numberWords(total.sent, locale), share: '' },
    figure('arrived', total.delivered),
    figure('came back for good', total.hardBounced),
    figure('came back for now', total.softBounced),
    figure('marked as spam', total.complained),
    figure('unsubscribed', total.unsubscribed),
    figure('opened', total.opened),
    figure('clicked', total.clicked),
  ];
  return (
    <div className="mail-figures">
      {figures.map(({ words, value, share }) => (
        <BlockStack key={words}>
          <Text as="span" variant="headingLg" numeric>
            {value}
          </Text>
          <Text as="span" tone="subdued">
            {words}
            {share && `, ${share}`}
          </Text>
        </BlockStack>
      ))}
    </div>
  );
}

/** Its place is kept while it comes, so that nothing jumps. */
function Picture({ page }: { page: DeliverabilityPage }) {
  const [isHere, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  return (
    <figure className="mail-chart">
      <div className="mail-chart__plot">
        {isHere && (
          <Suspense fallback={null}>
            <DayChart days={page.byDay} locale={page.shop.locale} />
          </Suspense>
        )}
      </div>
      <figcaption>
        <ul className="mail-chart__legend" aria-label="What the bars mean">
          <li>
            <span className="mail-chart__mark mail-chart__mark--arrived" /> arrived
          </li>
          <li>
            <span className="mail-chart__mark mail-chart__mark--open" /> no word yet
          </li>
          <li>
            <span className="mail-chart__mark mail-chart__mark--back" /> came back
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}
