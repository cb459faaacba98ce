import { Text, Tooltip } from '@shopify/polaris';

interface WhenProps {
  /** Instant, ISO 8601. */
  at: string;
  shop: { now: string; timezone: string; locale: string };
}

/** An instant as people say it, counted from business time; the exact one in the shop's zone on hover and for keyboards. */
export function When({ at, shop }: WhenProps) {
  return (
    <Tooltip content={exactTime(at, shop)}>
      <Text as="span">
        {/* Browser and server may write the same date with other spaces. */}
        <time dateTime={at} suppressHydrationWarning>
          {relativeTime(at, shop)}
        </time>
      </Text>
    </Tooltip>
  );
}

const STEPS = [
  { unit: 'minute', ms: 60_000, upToMs: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, upToMs: 86_400_000 },
  { unit: 'day', ms: 86_400_000, upToMs: 30 * 86_400_000 },
] as const;

/** `in 3 hours`, `5 minutes ago`; beyond a month the date. */
export function relativeTime(at: string, { now, timezone, locale }: WhenProps['shop']): string {
  const differenceMs = Date.parse(at) - Date.parse(now);
  const distance = Math.abs(differenceMs);
  if (distance < 60_000) return differenceMs > 0 ? 'in a moment' : 'just now';
  const step = STEPS.find(({ upToMs }) => distance < upToMs);
  if (!step) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: timezone }).format(new Date(at));
  const count = Math.trunc(differenceMs / step.ms);
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(count, step.unit);
}

/** `25 Nov 2026, 14:05`, in the shop's zone. */
export const exactTime = (at: string, { timezone, locale }: Omit<WhenProps['shop'], 'now'>): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(new Date(at));
