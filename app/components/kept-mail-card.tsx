import { useState } from 'react';
import { BlockStack, Box, Button, ButtonGroup, Text } from '@shopify/polaris';
import type { KeptMail } from '~/delivery/sending/mail-contents.server';
import { MailFrame } from './mail-preview';
import { TitledCard } from './titled-card';

interface KeptMailCardProps {
  mail: KeptMail | null;
  /** It has left, or may have. */
  hasLeft: boolean;
}

const HEIGHT_PX = 640;

/** The mail exactly as it left, as HTML and as plain text. */
export function KeptMailCard({ mail, hasLeft }: KeptMailCardProps) {
  const [form, setForm] = useState<'html' | 'text'>('html');
  if (!mail)
    return (
      <TitledCard title="The mail">
        <Text as="p" tone="subdued">
          {hasLeft
            ? 'The mail itself is no longer kept.'
            : 'It is made in the moment it leaves, with the stock and the prices of that moment. It has not left.'}
        </Text>
      </TitledCard>
    );
  return (
    <TitledCard
      title={hasLeft ? 'The mail, as it left' : 'The mail, as it was last made'}
      aside={
        <ButtonGroup variant="segmented">
          <Button size="slim" pressed={form === 'html'} onClick={() => setForm('html')}>
            HTML
          </Button>
          <Button size="slim" pressed={form === 'text'} onClick={() => setForm('text')}>
            Plain text
          </Button>
        </ButtonGroup>
      }
    >
      <BlockStack gap="050">
        <Text as="p" fontWeight="semibold">
          {mail.subject}
        </Text>
        <Text as="p" tone="subdued" breakWord>
          From {mail.from}
        </Text>
      </BlockStack>
      {form === 'html' ? (
        <MailFrame html={mail.html} title={`The mail: ${mail.subject}`} heightPx={HEIGHT_PX} />
      ) : (
        <PlainText text={mail.text} />
      )}
    </TitledCard>
  );
}

function PlainText({ text }: { text: string }) {
  return (
    <Box borderColor="border" borderWidth="025" borderRadius="200" padding="400" minHeight={`${HEIGHT_PX}px`}>
      <pre style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', font: 'inherit' }}>{text}</pre>
    </Box>
  );
}
