import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import type { Home } from '~/ops/home.server';
import { useActiveBlocks } from '../use-active-blocks';
import { When } from '../when';
import { EMBED } from './use-guide-steps';

interface HealthCardProps extends Pick<Home, 'health' | 'shop' | 'steps'> {
  themeEditorUrl: string;
}

/** Whether it works, in a line each. */
export function HealthCard({ health, shop, steps, themeEditorUrl }: HealthCardProps) {
  const { recommender } = health;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Health
        </Text>
        <Text as="p">
          {health.lastHeardAt ? (
            <>
              Last heard from your store <When at={health.lastHeardAt} shop={shop} />.
            </>
          ) : (
            'Nothing heard from your store since the first sync.'
          )}
        </Text>
        {health.isWindowed && (
          <Text as="p">
            Shopify shows Kindred only the orders of the last 60 days. <Link url="/app/data">What to do</Link>
          </Text>
        )}
        <Embed themeEditorUrl={themeEditorUrl} />
        <Text as="p">{sendingWords(health.isPaused, steps.hasSender)}</Text>
        <Text as="p">
          {recommender
            ? `Recommendations find a product people then buy ${times(recommender)} as often as best-sellers would.`
            : 'Recommendations: best-sellers, until there are orders to learn from.'}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** As Shopify says through App Bridge. */
function Embed({ themeEditorUrl }: Pick<HealthCardProps, 'themeEditorUrl'>) {
  const active = useActiveBlocks();
  if (!active) return <Text as="p">Kindred in your theme: asking Shopify.</Text>;
  if (active.has(EMBED)) return <Text as="p">Kindred is on in your theme.</Text>;
  return (
    <Text as="p">
      Kindred is off in your theme: what people look at is not seen.{' '}
      <Link url={themeEditorUrl} target="_top">
        Switch it on
      </Link>
    </Text>
  );
}

const sendingWords = (isPaused: boolean, hasSender: boolean): string =>
  isPaused
    ? 'Sending is paused.'
    : hasSender
      ? 'Sending is on.'
      : 'Sending waits until it is said who the mail is from.';

const times = ({ hitRate10, popularityHitRate10 }: { hitRate10: number; popularityHitRate10: number }): string =>
  popularityHitRate10 > 0 ? `${(hitRate10 / popularityHitRate10).toFixed(1)} times` : 'more';
