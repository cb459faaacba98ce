import { unreachable } from '~/platform/errors';
import { mayMail, type Consent, type ConsentStateName } from '~/customers/consent/consent';
import { instantWords, type SpokenShop } from './spoken-shop';

/** An address's consent, or that there is no address to have any. */
export type Mailability = ConsentStateName | 'no-address';

/** Each in two or three words: a badge, and a list's filter. */
export const MAILABILITY_NAMES: Record<Mailability, string> = {
  granted: 'May be mailed',
  pending: 'Confirmation pending',
  withdrawn: 'Unsubscribed',
  'never-given': 'Never agreed',
  'no-address': 'No address',
};

export interface MailabilityFacts {
  hasAddress: boolean;
  consent: Consent;
  /** A revocation was acknowledged and is about to be read. */
  isHeld: boolean;
}

/** One sentence: whether and why, or why not, this person may be sent marketing mail. */
export function mailabilityWords({ hasAddress, consent, isHeld }: MailabilityFacts, shop: SpokenShop): string {
  if (!hasAddress) return 'May not be mailed, because no email address is known.';
  if (isHeld) return 'May not be mailed for the moment: a change of consent has just arrived and is being read.';
  const answer = mayMail(consent);
  const since = consent.since ? ` (${instantWords(consent.since, shop)})` : '';
  if (answer.allowed) return `May be mailed, because they agreed to marketing mail${since}.`;
  const { state } = answer;
  switch (state) {
    case 'pending':
      return `May not be mailed yet: they were asked to confirm${since} and have not so far.`;
    case 'withdrawn':
      return `May not be mailed, because they unsubscribed${since}.`;
    case 'never-given':
    case 'granted':
      return 'May not be mailed, because they never agreed to marketing mail.';
    default:
      return unreachable(state);
  }
}

/** An entry of the consent ledger as it is stored; evidence holds no personal data. */
export interface ToldConsentEntry {
  purpose: string;
  state: string;
  source: string;
  evidence: Record<string, string | null>;
}

const STATE_WORDS: Record<string, string> = {
  granted: 'Agreed to marketing mail',
  pending: 'Asked to confirm',
  withdrawn: 'Unsubscribed',
  'never-given': 'Has not agreed to marketing mail',
};

const SOURCE_WORDS: Record<string, string> = {
  'shopify-webhook': 'Shopify told of the change',
  'shopify-sync': 'Stood in Shopify when the store was first read',
  'sign-up': 'Through a sign-up form of the store',
  'preference-centre': 'On the page where readers choose what they get',
  'double-opt-in': 'Confirmed by the link in a mail',
  'unsubscribe-link': 'By the link in a mail',
  postmark: 'Postmark told of it',
  complaint: 'Marked a mail as spam',
  bounce: 'The mailbox does not exist any more',
  'bounce-lifted': 'You said that the mailbox works again',
  import: 'Read in with a list',
  api: 'Told by another system of yours',
  admin: 'Entered by hand',
  gpc: 'The browser said so (Global Privacy Control)',
};

const WHY_WORDS: Record<string, string> = {
  unsubscribed: 'unsubscribed in a mail',
  complained: 'marked a mail as spam',
  'hard-bounced': 'the mailbox does not exist any more',
};

const OPT_IN_WORDS: Record<string, string> = {
  single_opt_in: 'agreed in one step',
  confirmed_opt_in: 'confirmed by a link in a mail',
};

/** What an entry says and what proves it, in words. */
export function consentEntryWords({ purpose, state, source, evidence }: ToldConsentEntry): {
  what: string;
  proof: string;
} {
  const { optInLevel, why } = evidence;
  const reason = source === 'complaint' || source === 'bounce' ? undefined : WHY_WORDS[why ?? ''];
  const how = state === 'granted' ? OPT_IN_WORDS[optInLevel?.toLowerCase() ?? ''] : undefined;
  const details = [how, reason, ...proofWords(evidence)].filter(Boolean);
  const told = SOURCE_WORDS[source] ?? source;
  const words = WORDS_OF[purpose] ?? STATE_WORDS;
  return { what: words[state] ?? state, proof: [told, ...details].join('; ') };
}

/** For what is known of a person being sold or shared, as the laws of some US states have it. */
const SALE_WORDS: Record<string, string> = {
  withdrawn: 'Does not want their data sold or shared',
  granted: 'Does not mind their data being shared',
};

/** For being told of something that is back, and of nothing else. */
const BACK_WORDS: Record<string, string> = {
  granted: 'Agreed to be told when something is back',
  pending: 'Asked to confirm that they want to be told when something is back',
};

const WORDS_OF: Record<string, Record<string, string>> = { 'data-sale': SALE_WORDS, 'back-in-stock': BACK_WORDS };

/** What else proves an entry: the wording that was seen, the page, the kind of device. */
function proofWords({ wording, page, device }: ToldConsentEntry['evidence']): string[] {
  return [
    ...(wording ? [`wording ${wording}`] : []),
    ...(page && !page.endsWith('/p') && !page.endsWith('/c') ? [`on ${page}`] : []),
    ...(device && device !== 'program' ? [`from a ${device}`] : []),
  ];
}
