import { useState } from 'react';
import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { XIcon } from '@shopify/polaris-icons';
import { useSaving } from '../use-saving';
import { SetupStep, type GuideStep } from './setup-step';
import { PAST, useGuideSteps, type GuideProps } from './use-guide-steps';

const NONE = 'none';

/** The first that somebody has to do, else the first that is not done. */
const nextOf = (guide: readonly GuideStep[]): string =>
  (guide.find(({ isDone, isYours }) => !isDone && isYours) ?? guide.find(({ isDone }) => !isDone))?.key ?? NONE;

/** What stands between installing and the first mail: the first thing that is not done stands open. Whoever has had enough of it puts it away. */
export function SetupGuide(props: GuideProps) {
  const guide = useGuideSteps(props);
  const away = useSaving('/app?index', 'Put away');
  const [chosen, choose] = useState<string | null>(null);
  const done = guide.filter(({ isDone }) => isDone).length;
  const open = chosen ?? nextOf(guide);
  // How far the store's past is can be seen while it comes.
  const isOpen = ({ key, isDone }: GuideStep) => key === open || (chosen === null && key === PAST && !isDone);
  if (done === guide.length) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Text as="h2" variant="headingMd">
              {props.steps.isFlowOn ? 'Still to do' : 'Until the first mail'}
            </Text>
            <Button
              variant="tertiary"
              icon={XIcon}
              accessibilityLabel="Put this list away"
              loading={away.isSaving}
              onClick={() => away.submit({ intent: 'put-setup-away' })}
            />
          </InlineStack>
          <Text as="p" tone="subdued" id="setup-done">
            {done} of {guide.length} done. {props.steps.isFlowOn ? '' : 'Nothing is sent before the flow is on.'}
          </Text>
          <ProgressBar
            progress={(done / guide.length) * 100}
            size="small"
            tone="success"
            ariaLabelledBy="setup-done"
            animated={false}
          />
        </BlockStack>
        <BlockStack as="ul" gap="300">
          {guide.map((step) => (
            <li key={step.key}>
              <SetupStep step={step} isOpen={isOpen(step)} onToggle={() => choose(isOpen(step) ? NONE : step.key)} />
            </li>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
