import { useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';

/** The secret of an endpoint that was just made. */
export function NewSecret({ url, secret }: { url: string; secret: string }) {
  const bridge = useAppBridge();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    bridge.toast.show('Secret copied');
  };
  return (
    <Banner tone="success" title={`The secret of ${new URL(url).host}`}>
      <BlockStack gap="200">
        <Text as="p">Copy it now: it is not shown again. By it your program knows that a message is from Kindred.</Text>
        <Text as="p" breakWord>
          <code>{secret}</code>
        </Text>
        <InlineStack>
          <Button onClick={() => void copy()}>Copy the secret</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
