import type { ReactNode } from 'react';
import { Badge, BlockStack, Button, Card, Divider, InlineStack, Link, ProgressBar, Text } from '@shopify/polaris';
import type { SetupSteps, SyncProgress } from '~/ops/setup-steps.server';
import type { PageShop } from '~/ops/shop-context.server';
import { useFlowSaving } from './flows/use-flow-saving';
import { useSaving } from './use-saving';
import { When } from './when';

interface SetupGuideProps {
  steps: SetupSteps;
  shop: PageShop;
  /** Opens the theme editor with Kindred's embed switched on, to be saved there. */
  themeEditorUrl: string;
}

/** What stands between installing and the first mail. Each step is checked, not ticked off by hand. */
export function SetupGuide({ steps, shop, themeEditorUrl }: SetupGuideProps) {
  const test = useSaving('/app/settings', 'Test mail sent: look in your inbox');
  const flow = useFlowSaving('/app/flows/abandoned-cart', 'Abandoned cart is on');
  const isReady = steps.hasSender;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {steps.isFlowOn ? 'Still to do' : 'Until the first mail'}
          </Text>
          <Text as="p" tone="subdued">
            {doneOf(steps)} of 5 done. {steps.isFlowOn ? '' : 'Nothing is sent before the last step.'}
          </Text>
        </BlockStack>
        <Step isDone={steps.isSynced} title="Your store’s past is here">
          <SyncLines steps={steps} />
        </Step>
        <Step
          isDone={steps.hasSender}
          title="Who the mail is from"
          action={<Button url="/app/settings">{steps.hasSender ? 'Change' : 'Say who'}</Button>}
        >
          Name, address and postal address. Postmark is asked whether it may send for you.
        </Step>
        <Step
          isDone={steps.isSenderVerified}
          title="A test mail to yourself"
          action={
            <Button disabled={!isReady} loading={test.isSaving} onClick={() => test.submit({ intent: 'test' })}>
              Send it
            </Button>
          }
        >
          {test.problemOf('test') ??
            `Goes to ${shop.ownerEmail || 'your store’s address'}, the way your customers’ mail will.`}
        </Step>
        <Step
          isDone={steps.lastVisitAt !== null}
          title="Browsing is seen"
          action={
            <Button url={themeEditorUrl} target="_top">
              Open theme editor
            </Button>
          }
        >
          {steps.lastVisitAt ? (
            <>
              Last visit seen <When at={steps.lastVisitAt} shop={shop} />.
            </>
          ) : (
            'Switch Kindred on under “App embeds” and save. Done as soon as somebody comes who agrees to tracking and whom your store knows; what others look at stays in their browser.'
          )}
        </Step>
        <Step
          isDone={steps.isFlowOn}
          title="Abandoned cart is on"
          action={
            !steps.isFlowOn && (
              <Button
                variant="primary"
                disabled={!isReady}
                loading={flow.isSaving}
                onClick={() => flow.submit({ intent: 'switch', isOn: 'true' })}
              >
                Turn on
              </Button>
            )
          }
        >
          {flow.problems[0]?.message ??
            'Reminds people of their cart after 4 hours, and once more a day later; only who agreed, and never who bought.'}
        </Step>
      </BlockStack>
    </Card>
  );
}

const doneOf = ({ isSynced, hasSender, isSenderVerified, lastVisitAt, isFlowOn }: SetupSteps): number =>
  [isSynced, hasSender, isSenderVerified, lastVisitAt !== null, isFlowOn].filter(Boolean).length;

interface StepProps {
  isDone: boolean;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

function Step({ isDone, title, action, children }: StepProps) {
  return (
    <BlockStack gap="200">
      <Divider />
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Badge tone={isDone ? 'success' : undefined}>{isDone ? 'Done' : 'To do'}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {children}
      </Text>
      {action && <InlineStack>{action}</InlineStack>}
    </BlockStack>
  );
}

function SyncLines({ steps: { sync, isSynced, isWindowed } }: { steps: SetupSteps }) {
  const words = ({ kind, objectsLoaded }: SyncProgress): string =>
    `${objectsLoaded.toLocaleString('en')} ${kind}${kind === 'orders' && isWindowed ? ' of the last 60 days' : ''}`;
  if (isSynced)
    return (
      <>
        {sync.map(words).join(', ')}
        {isWindowed && (
          <>
            . Shopify shows no older orders: <Link url="/app/data">what to do</Link>
          </>
        )}
      </>
    );
  const loaded = sync.reduce((sum, each) => sum + each.objectsLoaded, 0);
  const total = sync.reduce((sum, each) => sum + (each.objectsTotal ?? 0), 0);
  const problem = sync.find((each) => each.problem)?.problem;
  return (
    <>
      {problem ? `It is tried again: ${problem}` : `${loaded.toLocaleString('en')} read so far.`}
      <ProgressBar progress={total ? Math.min(100, (loaded / total) * 100) : 0} size="small" />
    </>
  );
}
