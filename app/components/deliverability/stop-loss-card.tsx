import { BlockStack, Divider, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { MOST_BOUNCED, MOST_COMPLAINED } from '~/decisions/send-policy/stop-loss';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import type { PastStop } from '~/ops/deliverability/past-stops.server';
import { howClose } from '~/ops/deliverability/how-close';
import { STOP_LIMITS, stopFigures } from '~/ops/stop-words';
import type { PageShop } from '~/ops/shop-context.server';
import { StoppedBanner } from '../home/stopped-banner';
import { TitledCard } from '../titled-card';
import { exactTime, When } from '../when';
import './deliverability.css';

/** How close marketing mail is to stopping by itself, by the very figures that stop it; and when it did. */
export function StopLossCard({ page }: { page: DeliverabilityPage }) {
  const { stopLoss, stop, stops, shop } = page;
  const since = stopLoss.countsFrom ? ` since it was let go on, ${exactTime(stopLoss.countsFrom, shop)}` : '';
  return (
    <TitledCard title="How close it is to stopping by itself">
      {stop && <StoppedBanner stop={stop} shop={shop} />}
      <Text as="p">
        {stopLoss.sent === 0
          ? `No marketing mail left${since} that could be judged by.`
          : `Judged by the last ${stopLoss.sent.toLocaleString(shop.locale)} marketing mails${since}.`}
      </Text>
      <div className="stop-meters">
        <Meter
          id="stop-bounces"
          title="Came back for good"
          words={STOP_LIMITS.bounces}
          most={MOST_BOUNCED}
          count={stopLoss.bounced}
          sent={stopLoss.sent}
        />
        <Meter
          id="stop-complaints"
          title="Marked as spam"
          words={STOP_LIMITS.complaints}
          most={MOST_COMPLAINED}
          count={stopLoss.complained}
          sent={stopLoss.sent}
        />
      </div>
      {stops.length > 0 && <PastStops stops={stops} shop={shop} />}
    </TitledCard>
  );
}

interface MeterProps {
  id: string;
  title: string;
  words: string;
  most: number;
  count: number;
  sent: number;
}

function Meter({ id, title, words, ...figures }: MeterProps) {
  const { percent, sentence } = howClose(figures);
  return (
    <BlockStack gap="150">
      <Text as="h3" variant="headingSm" id={id}>
        {title}: {sentence}
      </Text>
      <ProgressBar
        progress={percent}
        size="small"
        tone={percent >= 100 ? 'critical' : percent >= 50 ? 'highlight' : 'success'}
        ariaLabelledBy={id}
        animated={false}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        {words}
      </Text>
    </BlockStack>
  );
}

function PastStops({ stops, shop }: { stops: PastStop[]; shop: PageShop }) {
  return (
    <BlockStack gap="300">
      <Divider />
      <Text as="h3" variant="headingSm">
        When it stopped
      </Text>
      {stops.map(({ id, at, wentOnAt, ...figures }) => (
        <BlockStack key={id} gap="050">
          <InlineStack gap="100">
            <Text as="p">
              <When at={at} shop={shop} />, for {figures.why === 'complaints' ? 'complaints' : 'mail that came back'}.{' '}
              {stopFigures(figures)}
            </Text>
          </InlineStack>
          <Text as="p" tone="subdued">
            {wentOnAt ? `Somebody let it go on, ${exactTime(wentOnAt, shop)}.` : 'It still stands.'}
          </Text>
        </BlockStack>
      ))}
    </BlockStack>
  );
}
