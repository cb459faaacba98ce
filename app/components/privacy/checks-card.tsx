import { useEffect } from 'react';
import { useFetcher } from '@remix-run/react';
import {
  Badge,
  BlockStack,
  Box,
  Divider,
  InlineStack,
  Link,
  SkeletonBodyText,
  Text,
  type BadgeProps,
} from '@shopify/polaris';
import type { Check } from '~/ops/compliance-check';
import type { ComplianceChecks } from '~/ops/compliance-checks.server';
import { TitledCard } from '../titled-card';

const STATES: Record<Check['state'], { tone: BadgeProps['tone']; words: string }> = {
  good: { tone: 'success', words: 'Fine' },
  attention: { tone: 'warning', words: 'Look at it' },
  unknown: { tone: 'info', words: 'Not known yet' },
};

/** Room for all checks, so that nothing below moves when they come. */
const HEIGHT_PX = 520;

/** What laws ask of a sender and of who keeps personal data, looked at when the page is opened. */
export function ChecksCard() {
  const { load, data } = useFetcher<ComplianceChecks>();
  useEffect(() => load('/app/settings/privacy/checks'), [load]);
  return (
    <TitledCard title={data ? titleOf(data.checks) : 'What the law asks'}>
      <Box minHeight={`${HEIGHT_PX}px`}>{data ? <Checks checks={data.checks} /> : <SkeletonBodyText lines={16} />}</Box>
    </TitledCard>
  );
}

function titleOf(checks: Check[]): string {
  const open = checks.filter(({ state }) => state === 'attention').length;
  if (open === 0) return 'What the law asks is as it should be';
  return open === 1 ? 'One thing the law asks needs you' : `${open} things the law asks need you`;
}

/** What needs somebody first. */
const ORDER = ['attention', 'unknown', 'good'];

function Checks({ checks }: { checks: Check[] }) {
  const sorted = [...checks].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return (
    <BlockStack as="ul" gap="300">
      {sorted.map((check, index) => (
        <li key={check.key}>
          <BlockStack gap="300">
            {index > 0 && <Divider />}
            <CheckRow check={check} />
          </BlockStack>
        </li>
      ))}
    </BlockStack>
  );
}

function CheckRow({ check: { title, state, sentence, remedy } }: { check: Check }) {
  const { tone, words } = STATES[state];
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Badge {...(tone ? { tone } : {})}>{words}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {sentence} {remedy && <Link url={remedy.url}>{remedy.content}</Link>}
      </Text>
    </BlockStack>
  );
}
