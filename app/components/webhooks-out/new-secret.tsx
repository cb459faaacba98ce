import { Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useCopy } from '../use-copy';

/** The secret of an endpoint that was just made. */
export function NewSecret({ url, secret }: { url: string; secret: string }) {
  const { copy, problem } = useCopy();
  return (
    <Banner tone="success" title={`The secret of ${new URL(url).host}`}>
      <BlockStack gap="200">
        <Text as="p">Copy it now: it is not shown again. By it your program knows that a message is from Kindred.</Text>
        <Text as="p" breakWord>
          <code>{secret}</code>
        </Text>
        <InlineStack>
          <Button onClick={() => copy(secret, 'Secret copied')}>Copy the secret</Button>
        </InlineStack>
        {problem && <Text as="p">{problem}</Text>}
      </BlockStack>
    </Banner>
  );
}
