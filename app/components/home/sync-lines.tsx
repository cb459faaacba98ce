import { BlockStack, Link, ProgressBar, Text } from '@shopify/polaris';
import type { SetupSteps, SyncProgress } from '~/ops/setup-steps.server';

/** What has come of the store's past, or how far it is. */
export function SyncLines({ steps: { sync, isSynced, isWindowed } }: { steps: SetupSteps }) {
  const words = ({ kind, objectsLoaded }: SyncProgress): string =>
    `${objectsLoaded.toLocaleString('en')} ${kind}${kind === 'orders' && isWindowed ? ' of the last 60 days' : ''}`;
  if (!isSynced) return <UnderWay sync={sync} />;
  return (
    <Text as="p" tone="subdued">
      {sync.map(words).join(', ')}
      {isWindowed && (
        <>
          . Shopify shows no older orders: <Link url="/app/data">what to do</Link>
        </>
      )}
    </Text>
  );
}

function UnderWay({ sync }: Pick<SetupSteps, 'sync'>) {
  const loaded = sync.reduce((sum, each) => sum + each.objectsLoaded, 0);
  const total = sync.reduce((sum, each) => sum + (each.objectsTotal ?? 0), 0);
  const problem = sync.find((each) => each.problem)?.problem;
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued" id="sync-progress">
        {problem ? `It is tried again: ${problem}` : `${loaded.toLocaleString('en')} read so far.`}
      </Text>
      <ProgressBar
        progress={total ? Math.min(100, (loaded / total) * 100) : 0}
        size="small"
        ariaLabelledBy="sync-progress"
        animated={false}
      />
    </BlockStack>
  );
}
