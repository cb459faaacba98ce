import { Banner, ProgressBar, Text } from '@shopify/polaris';
import type { ShownReplay } from '~/ops/replay/replay-page.server';
import { TitledCard } from '../../titled-card';

/** How far a replay has come, or that it could not be made. */
export function ProgressCard({ replay: { state, share, people } }: { replay: ShownReplay }) {
  if (state === 'done') return null;
  if (state === 'failed')
    return (
      <Banner tone="critical" title="It could not be replayed">
        <Text as="p">
          Kindred tried several times and gave up. Ask for it again; what went wrong stands in its log.
        </Text>
      </Banner>
    );
  return (
    <TitledCard title="It is being replayed">
      <Text as="p" id="replay-progress">
        {people === null
          ? 'Looking for those to whom it could have happened.'
          : `Going through the past of ${people.toLocaleString('en')} ${people === 1 ? 'person' : 'people'}. You can leave this page; it goes on by itself.`}
      </Text>
      <ProgressBar progress={(share ?? 0) * 100} size="small" ariaLabelledBy="replay-progress" animated={false} />
    </TitledCard>
  );
}
