import { countWords } from '~/decisions/explanations/spoken-shop';
import type { OwnerLetter } from '../owner-letter';
import type { NamedHeldMail } from './named-held-mails.server';

/** What a shop's owner reads when mails wait because they are too large. */
export const heldLetter = ({
  shopName,
  mails,
  url,
}: {
  shopName: string;
  mails: readonly NamedHeldMail[];
  url: string;
}): OwnerLetter => ({
  subject: `${shopName}: a mail is too large to be sent`,
  paragraphs: [
    ...mails.map(
      ({ name, kilobytes, waiting }) =>
        `“${name}” is ${kilobytes} KB large as it would leave. ${countWords(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'}.`,
    ),
    'Gmail cuts off what is above 102 KB, and with it the way to unsubscribe: nobody should get such a mail.',
    'Take blocks out of it, or show fewer products, and save it: what waits is tried again at once. What is not sent before its time is over is not sent late.',
  ],
  button: { words: 'Open your emails', url },
});
