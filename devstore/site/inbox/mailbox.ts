import type { InboxMessage } from '../../postmark/inbox/inbox';
import type { World } from '../../world';

/** A mail in one person's mailbox, as the lists show it. */
export interface Mail {
  message: InboxMessage;
  person: Person;
  isOpened: boolean;
}

/** Somebody who got mail. */
export interface Person {
  email: string;
  /** As the shop knows it; null: the shop does not. */
  name: string | null;
}

export interface Mailbox {
  /** Newest first. */
  mails: Mail[];
  /** With how many mails each has, latest mail first. */
  people: { person: Person; count: number; latestAt: string }[];
}

/** Every mail there is, with what came back too. */
export function readMailbox(world: World): Mailbox {
  const messages = world.postmark.inbox.messages({ withReturned: true }).reverse();
  const nameOf = namesOf(world);
  const opened = openedCopies(world);
  const mails = messages.map((message) => ({
    message,
    person: { email: message.to.toLowerCase(), name: nameOf.get(message.to.toLowerCase()) ?? null },
    isOpened: opened.has(copyKey(message.messageId, message.to)),
  }));
  return { mails, people: peopleOf(mails) };
}

/** The mails that have every word of the search somewhere in their subject, names, addresses or text. */
export function searchMails(mails: readonly Mail[], search: string): Mail[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...mails];
  return mails.filter(({ message, person }) => {
    const { subject, to, from, text } = message;
    const haystack = [subject, to, from, person.name, text].join('\n').toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** One person's copy of a mail; without an address that of its first recipient. */
export function findMail(mailbox: Mailbox, messageId: string, to: string | null): Mail | undefined {
  return mailbox.mails
    .filter(({ message }) => message.messageId === messageId)
    .findLast(({ person }) => to === null || person.email === to.toLowerCase());
}

function peopleOf(mails: readonly Mail[]): Mailbox['people'] {
  const people = new Map<string, Mailbox['people'][number]>();
  for (const { person, message } of mails) {
    const known = people.get(person.email);
    if (known) known.count += 1;
    else people.set(person.email, { person, count: 1, latestAt: message.at });
  }
  return [...people.values()];
}

function namesOf({ shopify }: World): Map<string, string> {
  const named = shopify.store.data.customers.flatMap(({ email, firstName, lastName }) => {
    const name = [firstName, lastName].filter(Boolean).join(' ');
    return email && name ? [[email.toLowerCase(), name] as const] : [];
  });
  return new Map(named);
}

const copyKey = (messageId: string, recipient: string): string => `${messageId} ${recipient.toLowerCase()}`;

function openedCopies({ logs }: World): Set<string> {
  const opened = logs.postmark
    .all()
    .flatMap(({ entry }) => (entry.kind === 'opened' ? [copyKey(entry.messageId, entry.recipient)] : []));
  return new Set(opened);
}
