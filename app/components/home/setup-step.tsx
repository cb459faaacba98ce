import type { ReactNode } from 'react';
import { BlockStack, Box, Button, Collapsible, Icon, InlineStack, Text } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';

export interface GuideStep {
  key: string;
  isDone: boolean;
  /** Somebody has to do it; else it comes by itself. */
  isYours?: boolean;
  title: string;
  /** What is so, or what to do. */
  words: ReactNode;
  action?: ReactNode;
}

interface SetupStepProps {
  step: GuideStep;
  isOpen: boolean;
  onToggle: () => void;
}

/** One thing to do, with what is so about it; one that is done takes a line. */
export function SetupStep({ step: { key, isDone, title, words, action }, isOpen, onToggle }: SetupStepProps) {
  const id = `step-${key}`;
  return (
    <InlineStack gap="200" wrap={false} blockAlign="start">
      <Mark isDone={isDone} />
      <Box width="100%">
        <BlockStack gap="150">
          <Button
            variant="monochromePlain"
            textAlign="start"
            fullWidth
            disclosure={isOpen ? 'up' : 'down'}
            onClick={onToggle}
            ariaExpanded={isOpen}
            ariaControls={id}
          >
            {title}
          </Button>
          <Collapsible id={id} open={isOpen} transition={false}>
            <BlockStack gap="300">
              {words}
              {action && <InlineStack>{action}</InlineStack>}
            </BlockStack>
          </Collapsible>
        </BlockStack>
      </Box>
    </InlineStack>
  );
}

/** A tick, or a ring that waits for one. */
function Mark({ isDone }: Pick<GuideStep, 'isDone'>) {
  if (isDone)
    return (
      <Box>
        <Icon source={CheckCircleIcon} tone="success" accessibilityLabel="Done" />
      </Box>
    );
  return (
    <Box padding="050">
      <Box
        width="1rem"
        minHeight="1rem"
        borderRadius="full"
        borderWidth="025"
        borderColor="border-emphasis"
        borderStyle="dashed"
      />
      <Text as="span" visuallyHidden>
        To do
      </Text>
    </Box>
  );
}
