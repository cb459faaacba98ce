import { useEffect } from 'react';
import { useFetcher } from '@remix-run/react';
import { Badge, Banner, BlockStack, Box, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris';
import type { Finding } from '~/delivery/quality/finding';
import type { Preview } from '~/ops/preview.server';

type MailPreviewProps =
  /** Which mail of a flow. */
  | { template: string }
  /** Where another mail is asked for. */
  | { source: string };

const HEIGHT_PX = 560;

/** The mail that the next person would get, made as for sending; asked for after the page is there, in a place that is kept free for it. */
export function MailPreview(props: MailPreviewProps) {
  const source = 'source' in props ? props.source : `/app/preview?template=${encodeURIComponent(props.template)}`;
  const fetcher = useFetcher<Preview>();
  const { load, data } = fetcher;
  useEffect(() => load(source), [load, source]);
  return (
    <Box minHeight={`${HEIGHT_PX + 64}px`}>{data ? <Shown preview={data} /> : <SkeletonBodyText lines={12} />}</Box>
  );
}

function Shown({ preview }: { preview: Preview }) {
  switch (preview.kind) {
    case 'nobody-yet':
      return (
        <Text as="p" tone="subdued">
          There is nobody to show it for yet: of a mail about a cart, who may be mailed and left one in the last 30
          days; of others, who may be mailed. As soon as there is somebody, their mail is shown here.
        </Text>
      );
    case 'failed':
      return (
        <Text as="p" tone="critical">
          The mail could not be made: {preview.problem}
        </Text>
      );
    case 'shown':
      return (
        <BlockStack gap="200">
          <BlockStack gap="050">
            <Text as="p" tone="subdued">
              To {preview.who}
            </Text>
            {preview.note && (
              <Text as="p" tone="subdued">
                {preview.note}
              </Text>
            )}
            <Text as="p" fontWeight="semibold">
              {preview.subject}
            </Text>
          </BlockStack>
          {preview.isDraft && (
            <Banner tone="info">
              <Text as="p">
                This is a draft: nobody approved it yet, and until somebody does it goes out to nobody.
              </Text>
            </Banner>
          )}
          <MailFrame html={preview.html} title={`Preview: ${preview.subject}`} heightPx={HEIGHT_PX} />
          {preview.findings.length > 0 && <Findings findings={preview.findings} />}
        </BlockStack>
      );
  }
}

/** Each with what to do about it. */
function Findings({ findings }: { findings: Finding[] }) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        What its readers would mind
      </Text>
      <BlockStack as="ul" gap="200">
        {findings.map(({ place = '', message, remedy, weight }) => (
          <li key={`${place} ${message}`}>
            <InlineStack gap="200" blockAlign="start" wrap={false}>
              <Badge {...(weight === 'blocking' ? { tone: 'critical' as const } : {})}>
                {weight === 'blocking' ? 'Mend first' : 'Advice'}
              </Badge>
              <Text as="p">
                {message} {remedy}
              </Text>
            </InlineStack>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

interface MailFrameProps {
  html: string;
  title: string;
  heightPx: number;
}

/** A mail as HTML, in a frame that runs nothing and goes nowhere. */
export function MailFrame({ html, title, heightPx }: MailFrameProps) {
  return (
    // No rounded corners: see light-to-paint.css.
    <Box borderColor="border" borderWidth="025">
      <iframe
        title={title}
        srcDoc={html}
        sandbox=""
        style={{ display: 'block', width: '100%', height: heightPx, border: 0, background: '#fff' }}
      />
    </Box>
  );
}
