import { actorWords } from '../access-words';

/** Nobody makes an API key that writes mails: whoever did it is a user, or not known. */
const NO_KEYS: ReadonlyMap<string, string> = new Map();

/** `You`, or `User 7`: who works for a shop is known by number alone. */
export const whoWords = (actor: string | null, reader: string): string =>
  actor === reader && actor !== 'unknown' ? 'You' : actorWords(actor ?? 'unknown', NO_KEYS);
