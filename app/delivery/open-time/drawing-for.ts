import type { Clock } from '~/platform/clock/clock';
import { goodUntil, imageUrl, type ImageSubject } from './open-time-image';

interface DrawingDeps {
  appUrl: string;
  clock: Clock;
  vault: Parameters<typeof imageUrl>[1];
}

/** Gives images of one mail their addresses, in its reader's language. */
export type Drawing = (locale: string) => (subject: ImageSubject) => string;

/** @param mail its message; null for a preview */
export function drawingFor(
  { appUrl, clock, vault }: DrawingDeps,
  { shopId, messageId }: { shopId: string; messageId: string | null },
): Drawing {
  const expiresAt = goodUntil(clock.now(), messageId);
  return (locale) => (subject) => imageUrl(appUrl, vault, { shopId, messageId, expiresAt, locale, subject });
}
