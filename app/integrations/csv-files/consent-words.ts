/** What a cell says about marketing mail; `unknown`: nobody knows the word. */
export type ConsentWord = 'granted' | 'withdrawn' | 'nothing' | 'unknown';

const YES = /^(subscribed?|yes|true|1|opted[ -]?in|opt-?in|active|confirmed|granted|accepted|ja|oui|s[ií])$/;
const NO =
  /^(unsubscribed?|opted[ -]?out|opt-?out|suppressed|user suppressed|cleaned|bounced|hard bounced?|soft bounced?|complained|complaint|spam|spam complaint|invalid( email)?|blocked|withdrawn|abuse)$/;
const NOTHING =
  /^(|no|false|0|none|null|nein|non|never subscribed|non-?subscribed|not[ -]?subscribed|pending|unconfirmed|transactional|n\/a)$/;

/** As the tools people come from write it, whatever the case. */
export function consentWord(text: string): ConsentWord {
  const word = text.trim().toLowerCase().replaceAll('_', ' ');
  if (YES.test(word)) return 'granted';
  if (NO.test(word)) return 'withdrawn';
  return NOTHING.test(word) ? 'nothing' : 'unknown';
}

export type RefusalReason = 'unsubscribed' | 'bounced' | 'complained' | 'suppressed';

/** Why an address is suppressed, or null where the cell says that it is not. */
export function suppressionIn(text: string): RefusalReason | null {
  const word = text.trim().toLowerCase();
  if (/^(|\[\]|\{\}|no|false|0|none|null|n\/a)$/.test(word)) return null;
  if (/bounce|invalid|cleaned/.test(word)) return 'bounced';
  if (/spam|complain|abuse/.test(word)) return 'complained';
  return /unsub|opt-?out/.test(word) ? 'unsubscribed' : 'suppressed';
}
