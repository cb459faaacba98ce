import { Banner, Box, Text } from '@shopify/polaris';

interface FileProblemProps {
  /** Of what was to be fetched; its words stand until they are put away, or it is asked for anew. */
  file: { problem: string | null; dismiss(): void };
  /** Below it something else begins. */
  isAbove?: boolean;
}

/** Why a file did not come, where it was asked for: it can be read for as long as it takes, unlike words that go by themselves. */
export function FileProblem({ file: { problem, dismiss }, isAbove = false }: FileProblemProps) {
  if (problem === null) return null;
  return (
    <Box {...(isAbove ? { paddingBlockEnd: '400' } : {})}>
      <Banner tone="critical" title="The file did not come" onDismiss={dismiss}>
        <Text as="p">{problem}</Text>
      </Banner>
    </Box>
  );
}

/** The same as words, where a menu says itself what was not done. */
export const notComeWords = ({ problem }: FileProblemProps['file']): string[] =>
  problem === null ? [] : [`The file did not come. ${problem}`];
