import type { OwnerLetter } from './owner-letter';
import { STOP_ADVICE, STOP_LIMITS, stopFigures, type StopFigures } from './stop-words';

/** What a shop's owner reads when its marketing mail has stopped by itself. */
export const stopLetter = ({
  shopName,
  stop,
  url,
}: {
  shopName: string;
  stop: StopFigures;
  url: string;
}): OwnerLetter => ({
  subject: `${shopName}: Kindred has stopped your marketing mail`,
  paragraphs: [
    stopFigures(stop),
    `${STOP_LIMITS[stop.why]} Beyond that mailbox providers begin to refuse what you send, to everybody.`,
    STOP_ADVICE[stop.why],
    'Messages wait meanwhile; one whose time passes is not sent late. Mail that people ask for themselves goes on. When you have found the reason, let it go on with one button; mails from before count no more then.',
  ],
  button: { words: 'Open Kindred', url },
});
