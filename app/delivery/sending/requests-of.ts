import { LARGEST_BATCH, type OutgoingEmail } from './email-transport';

/** Postmark takes 50 MB a request; what JSON adds to a mail's own characters is left room for. */
const LARGEST_CHARACTERS = 20_000_000;

/** The mails as requests of at most so many, and of so many characters, as a provider takes; in their order. One that is too large alone stands alone. */
export function requestsOf<T extends { email: Pick<OutgoingEmail, 'html' | 'text'> }>(
  mails: readonly T[],
  most = { mails: LARGEST_BATCH, characters: LARGEST_CHARACTERS },
): T[][] {
  const requests: T[][] = [];
  let characters = 0;
  for (const mail of mails) {
    const size = mail.email.html.length + mail.email.text.length;
    const last = requests.at(-1);
    const hasRoom = last && last.length < most.mails && characters + size <= most.characters;
    characters = hasRoom ? characters + size : size;
    if (hasRoom) last.push(mail);
    else requests.push([mail]);
  }
  return requests;
}
