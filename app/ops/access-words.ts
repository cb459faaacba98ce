import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import type { AccessKind } from '~/platform/audit/access-kinds';

interface AccessWords {
  /** What was done, as it follows a user's name. */
  did: string;
  /** The page of what it was done to. */
  url: (subject: string) => string;
}

const at = (url: string) => () => url;
const ofCustomer = (id: string): string => `/app/customers/${id}`;

/** What each kind of look reads like, and where it leads. */
export const accessWords: Record<AccessKind, AccessWords> = {
  'customer-shown': { did: 'Looked at a customer', url: ofCustomer },
  'customers-listed': { did: 'Looked through the customers', url: at('/app/customers') },
  'customers-searched': { did: 'Searched for a customer', url: at('/app/customers') },
  'recommendations-tried': { did: 'Saw what a customer would be recommended, and why', url: ofCustomer },
  'message-shown': { did: 'Looked at a message', url: (id) => `/app/messages/${id}` },
  'messages-listed': { did: 'Looked through the messages', url: at('/app/messages') },
  'messages-searched': { did: 'Searched for somebody’s messages', url: at('/app/messages') },
  'suppressions-listed': { did: 'Looked at who is not written to', url: at('/app/deliverability/suppressions') },
  'newest-messages-shown': { did: 'Saw the newest messages on Home', url: at('/app') },
  'mail-previewed': { did: 'Saw a mail as a customer would get it', url: ofCustomer },
  'flow-runs-shown': { did: 'Looked at who is in a flow', url: (key) => `/app/flows/${key}` },
  'campaign-audience-shown': { did: 'Looked at whom a campaign reaches', url: (id) => `/app/campaigns/${id}` },
  'segment-members-shown': { did: 'Looked at who is in a segment', url: (id) => `/app/segments/${id}` },
  'import-rows-shown': { did: 'Saw rows of a file that is imported', url: (id) => `/app/data/imports/${id}` },
  'findings-shown': { did: 'Looked at what was found in people’s data', url: (finding) => `/app/data/${finding}` },
  'inbox-payload-shown': { did: 'Read what an entry that was put aside says', url: at('/app/activity') },
  'privacy-requests-shown': { did: 'Looked at requests by law', url: at('/app/settings/privacy') },
  'person-exported': { did: 'Took the copy of a person’s data', url: at('/app/settings/privacy') },
  'list-exported': { did: 'Exported a list', url: listUrl },
  'segment-members-exported': { did: 'Exported who is in a segment', url: (id) => `/app/segments/${id}` },
  'customer-history-exported': { did: 'Exported what a customer did', url: ofCustomer },
  'consent-exported': { did: 'Exported the consent ledger with addresses', url: at('/app/settings/consent') },
  'import-problems-exported': { did: 'Downloaded rows of an import', url: (id) => `/app/data/imports/${id}` },
  'access-log-exported': { did: 'Exported who looked at personal data', url: at('/app/settings/audit') },
  'profile-read': { did: 'Read a customer’s data', url: ofCustomer },
  'profile-told': { did: 'Was told a customer’s address', url: ofCustomer },
};

function listUrl(list: string): string {
  return list === 'customers' || list === 'messages' ? `/app/${list}` : '/app/data/exports';
}

/** A stored look in words, with where it leads; one of a kind that nobody knows any more is named as it is. */
export function saidOf(what: string, subject: string): { did: string; url: string } {
  if (!Object.hasOwn(accessWords, what)) return { did: capitalised(keyWords(what)), url: '/app/settings/audit' };
  const { did, url } = accessWords[what as AccessKind];
  return { did, url: url(subject) };
}

const API_KEY = /^api-key:(.+)$/;

/** Of whose key an actor is, or null where it is no key. */
export const keyIdOf = (actor: string): string | null => API_KEY.exec(actor)?.[1] ?? null;

/** Who did it: a user of the admin by Shopify's number of them, or a program by the name of its key. */
export function actorWords(actor: string, keyNames: ReadonlyMap<string, string>): string {
  const keyId = keyIdOf(actor);
  if (keyId) return `API key “${keyNames.get(keyId) ?? 'of before'}”`;
  if (actor.startsWith('webhook:')) return 'A webhook of yours';
  return actor === 'unknown' ? 'A user' : `User ${actor}`;
}
