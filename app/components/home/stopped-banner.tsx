import { Banner, BlockStack, Text } from '@shopify/polaris';
import type { Health } from '~/ops/home-health.server';
import type { PageShop } from '~/ops/shop-context.server';
import { STOP_ADVICE, STOP_LIMITS, stopFigures } from '~/ops/stop-words';
import { useSaving } from '../use-saving';
import { When } from '../when';

interface StoppedBannerProps {
  stop: NonNullable<Health['stop']>;
  shop: PageShop;
}

/** Marketing mail has stopped by itself: why, what to do, and the button that lets it go on. */
export function StoppedBanner({ stop, shop }: StoppedBannerProps) {
  const saving = useSaving('/app/settings/go-on', 'Marketing mail goes on');
  return (
    <Banner
      tone="critical"
      title="Marketing mail has stopped by itself"
      action={{
        ...{ content: 'Let it go on', loading: saving.isSaving },
        onAction: () => saving.submit({ intent: 'go-on' }),
      }}
    >
      <BlockStack gap="200">
        <Text as="p">
          {stopFigures(stop)} It stopped <When at={stop.stoppedAt} shop={shop} />.
        </Text>
        <Text as="p">
          {STOP_LIMITS[stop.why]} {STOP_ADVICE[stop.why]}
        </Text>
      </BlockStack>
    </Banner>
  );
}
