import { Badge, type BadgeProps } from '@shopify/polaris';
import { MAILABILITY_NAMES, type Mailability } from '~/decisions/explanations/consent-words';
import type { MessageStatus } from '~/decisions/explanations/message-words';

const STATUS_TONES: Record<MessageStatus['kind'], BadgeProps['tone']> = {
  good: 'success',
  waiting: 'info',
  stopped: undefined,
  bad: 'critical',
  doubt: 'warning',
};

/** A message's state; the words carry it, the colour only repeats it. */
export function StateBadge({ status }: { status: MessageStatus }) {
  return <Badge tone={STATUS_TONES[status.kind]}>{status.words}</Badge>;
}

const CONSENT_TONES: Partial<Record<Mailability, BadgeProps['tone']>> = { granted: 'success', pending: 'attention' };

/** Whether somebody may be mailed. */
export function ConsentBadge({ mailability }: { mailability: Mailability }) {
  return <Badge tone={CONSENT_TONES[mailability]}>{MAILABILITY_NAMES[mailability]}</Badge>;
}
