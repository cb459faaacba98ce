import { retentionKeys, retentionRules } from '~/compliance/retention/retention-rules';
import { escapeHtml, layout } from '~/delivery/reader-pages/page-layout';

/** Who runs this installation, as far as they said it. */
export interface Operator {
  name: string | null;
  email: string | null;
}

const DATA: readonly [what: string, why: string][] = [
  [
    'Names, email addresses and phone numbers of a store’s customers',
    'To send the mail that a store sets up, to address its reader, and to know one person as one. Phone numbers only tell who is who: nobody is called or texted.',
  ],
  [
    'Orders, carts and checkouts',
    'To know what was left behind or bought, what goes with it, and when to stay silent.',
  ],
  [
    'What is looked at in the store',
    'To write about it and to recommend. Only after the visitor agreed; it stays in their own browser until the store knows who they are.',
  ],
  [
    'Consent: what was agreed to, when, where, and in which words',
    'To mail nobody who did not agree, and to be able to prove it. Every yes and every no is kept in a ledger that shows if it was changed.',
  ],
  [
    'What came of a mail: delivered, opened, clicked, bought',
    'To tell the store what its mail does, and to write to nobody who does not want it.',
  ],
  ['The number of a member of the store’s staff', 'To tell who changed something and who looked at personal data.'],
];

/**
 * What the app does with personal data, for merchants and their customers; the page that the App Store asks for. How long things are kept is read from the
 * rules that are enforced, so that the two cannot differ.
 */
export const privacyNotice = (operator: Operator): string =>
  layout({ title: 'Privacy', language: 'en', isWide: true, body: bodyFor(operator) });

const bodyFor = (operator: Operator): string => `<h1>Privacy at Kindred</h1>
<p>Kindred is an app that stores on Shopify use to write email that fits each of their customers. A store decides what is sent and to whom; Kindred
processes personal data for that store alone, on its behalf and as it says. ${whoRuns(operator)}</p>
<section><h2>What is processed, and why</h2>${list(DATA.map(([what, why]) => `<strong>${escapeHtml(what)}.</strong> ${escapeHtml(why)}`))}
<p>No payment data, no passwords, nothing about health, beliefs or origin.</p></section>
<section><h2>What is never done</h2>${list([
  'Personal data is not sold, not rented, and not used for advertising.',
  'What one store knows is used for no other: each is behind a wall of its own in the database, and recommendations are learned from a store’s own data alone.',
  'Nothing is decided about anybody that has legal or similar effects. Kindred decides which products a mail shows and when it leaves; each such decision can be looked up with its reasons.',
  'Who does not want their data sold or shared (in Shopify, or by the browser’s Global Privacy Control) is in no group that goes to a third party.',
])}</section>
<section><h2>How long it is kept</h2><p>Each store sets it within bounds; these are the usual times. What is older is erased every day.</p>${list(
  retentionKeys.map((key) => {
    const { label, usual, unit, why } = retentionRules[key];
    return `<strong>${escapeHtml(label)}: ${usual} ${unit}.</strong> ${escapeHtml(why)}`;
  }),
)}<p>48 hours after a store removes the app, Shopify asks for everything to be erased, and it is.</p></section>
<section><h2>Who else sees it</h2>${list([
  'Shopify, from which most of it comes and which is told of consent that changed.',
  'Postmark (ActiveCampaign, LLC), which delivers the mail, or the mail server that a store names itself.',
  'Whoever runs the machines that Kindred runs on. Names and addresses lie there encrypted.',
  'Programs that a store connects itself, by webhooks or Shopify Flow: that store decides what they are told.',
])}</section>
<section><h2>Your rights</h2>
<p>If you get mail from a store: every mail has a link to stop it, and one to your preferences, where you see what is known, get a copy of it, or ask for it to be erased.
You can also ask the store. It answers by Kindred within 30 days, and Shopify passes on what it is asked itself.</p>
<p>If you run a store: the page “Privacy” in the app has copies, erasures, times, and the log of who looked at what.</p></section>
<section><h2>How it is protected</h2>${list([
  'Names, addresses and the text of sent mail are encrypted at rest (AES-256-GCM) with keys that do not lie in the database; everything travels encrypted.',
  'Behaviour is kept under a number, apart from the name it belongs to.',
  'Every look at personal data by staff of a store is logged, and the log is kept.',
])}</section>
<section><h2>Questions</h2><p>${contact(operator)}</p></section>`;

const list = (entries: string[]): string =>
  `<ul class="points">${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;

const whoRuns = ({ name }: Operator): string => (name ? `It is run by ${escapeHtml(name)}.` : '');

const contact = ({ email }: Operator): string =>
  email
    ? `Write to <a href="mailto:${escapeHtml(email)}">${escapeHtml(email)}</a>.`
    : 'Write to the support address on Kindred’s page in the Shopify App Store.';
