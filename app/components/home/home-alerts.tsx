import { Banner, Text } from '@shopify/polaris';
import type { Health } from '~/ops/home-health.server';
import type { PageShop } from '~/ops/shop-context.server';
import { inTheWay } from './in-the-way';
import { StoppedBanner } from './stopped-banner';
import { toLookAt } from './to-look-at';
import { ToLookAtCard } from './to-look-at-card';

interface HomeAlertsProps {
  health: Health;
  shop: PageShop;
}

/** What needs the merchant: the worst in a banner, as one at most is read; all else in a card below. Nothing where all is well. */
export function HomeAlerts({ health, shop }: HomeAlertsProps) {
  const urgent = inTheWay(health, shop);
  const worst = health.stop ? undefined : urgent[0];
  const others = worst ? urgent.slice(1) : urgent;
  return (
    <>
      {health.stop && <StoppedBanner stop={health.stop} shop={shop} />}
      {worst && (
        <Banner tone={worst.tone} title={worst.title} action={worst.action}>
          <Text as="p">{worst.words}</Text>
        </Banner>
      )}
      <ToLookAtCard items={[...others, ...toLookAt(health, shop)]} />
    </>
  );
}
