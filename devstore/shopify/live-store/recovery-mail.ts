import type { StoreCheckout } from '../../store';
import type { LiveState } from './state';

const hourMs = 3_600_000;

/** Shopify's own mail to people who left a checkout: how long after they did, and since when it is on. */
export interface RecoveryMail {
  afterHours: number;
  since: string;
}

/** Switches Shopify's own abandoned checkout mail on (hours after the last change) or off (null). What was left before stays as it was. */
export function setRecoveryMail(state: LiveState, afterHours: number | null): void {
  state.recoveryMail = afterHours === null ? null : { afterHours, since: state.clock.now().toISOString() };
}

/** When Shopify's own mail went to whoever left the checkout; null where it did not. */
export function recoveryMailSentAt(state: LiveState, checkout: StoreCheckout): string | null {
  const { recoveryMail } = state;
  if (!recoveryMail || !checkout.email || checkout.updatedAt < recoveryMail.since) return null;
  const at = new Date(Date.parse(checkout.updatedAt) + recoveryMail.afterHours * hourMs);
  const wasBoughtBefore = checkout.completedAt !== null && checkout.completedAt <= at.toISOString();
  return at > state.clock.now() || wasBoughtBefore ? null : at.toISOString();
}
