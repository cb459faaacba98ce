import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import { marginWords } from './recommendations/margin-weights';
import type { ActivityKind } from '~/platform/audit/activity-kinds';

/** What was done, as it is stored. */
export interface ToldActivity {
  kind: string;
  subject: string | null;
  details: Record<string, unknown>;
}

const count = ({ details }: ToldActivity, one: string, many: string): string =>
  `${Number(details.count ?? 1)} ${Number(details.count ?? 1) === 1 ? one : many}`;
const flow = ({ subject }: ToldActivity): string => `the flow “${capitalised(keyWords(subject ?? ''))}”`;
const campaign = ({ details: { name } }: ToldActivity): string => `the campaign “${String(name)}”`;
const email = ({ subject, details: { name } }: ToldActivity): string =>
  `the mail “${typeof name === 'string' ? name : capitalised(keyWords(subject ?? ''))}”`;
const REMOVED: Record<string, [one: string, many: string]> = {
  visitors: ['visitor', 'visitors'],
  people: ['person', 'people'],
  events: ['thing that happened', 'things that happened'],
  carts: ['cart', 'carts'],
  contents: ['mail as it was sent', 'mails as they were sent'],
  decisions: ['answer to whether a mail may go', 'answers to whether mails may go'],
  looks: ['entry of who looked at data', 'entries of who looked at data'],
};

/** `3 visitors and 1 cart` */
const removedWords = (details: Record<string, unknown>): string =>
  new Intl.ListFormat('en').format(
    Object.entries(details).flatMap(([kind, removed]) => {
      const words = REMOVED[kind];
      return words ? `${Number(removed).toLocaleString('en')} ${words[Number(removed) === 1 ? 0 : 1]}` : [];
    }),
  );

const entries = (told: ToldActivity): string =>
  count(told, 'thing that had been put aside', 'things that had been put aside');

const words: Record<ActivityKind, (told: ToldActivity) => string> = {
  'flow-turned-on': (told) => `Turned on ${flow(told)}`,
  'flow-turned-off': (told) => `Turned off ${flow(told)}`,
  'flow-changed': (told) => `Changed ${flow(told)}`,
  'flow-created': (told) => `Made ${flow(told)}`,
  'flow-archived': (told) => `Took ${flow(told)} out of use`,
  'flow-restored': (told) => `Took ${flow(told)} back, turned off`,
  'mail-server-set': ({ subject }) => `Let mail leave by the server ${subject ?? ''}`,
  'mail-server-removed': () => 'Let mail leave by Postmark again',
  'flow-runs-moved': (told) => `Moved the people in ${flow(told)} to its newest version`,
  'flow-run-taken-out': (told) => `Took somebody out of ${flow(told)}`,
  'sending-paused': () => 'Paused all sending',
  'sending-resumed': () => 'Let sending go on',
  'marketing-stopped': ({ subject }) =>
    `Stopped all marketing mail, as too many mails ${subject === 'complaints' ? 'were complained of' : 'came back for good'}`,
  'marketing-went-on': () => 'Let marketing mail go on that had stopped by itself',
  'bounce-lifted': () => 'Let somebody be written to again whose mailbox had refused',
  'sender-changed': () => 'Changed who the mail is from',
  'domain-set': ({ details: { name } }) => `Began to set up the domain ${String(name)}`,
  'domain-removed': ({ details: { name } }) => `Let go of the domain ${String(name)}`,
  'domain-verified': ({ details: { name } }) => `Found all records of the domain ${String(name)}: mail leaves from it`,
  'domain-failing': ({ details: { name } }) => `Did not find the records of the domain ${String(name)} any more`,
  'way-before-domain-chosen': ({ subject }) =>
    subject === 'shared'
      ? 'Let mail leave by the shared domain until the own one is verified'
      : 'Let mail go to the shop alone until the domain is verified',
  'credit-changed': ({ details: { clickDays, openDays } }) =>
    `Had orders credited within ${Number(clickDays)} days of a click${Number(openDays) > 0 ? ' and a day of an open' : ''}`,
  'brand-changed': () => 'Changed how mails look and sound',
  'storefront-changed': () => 'Changed the forms on the storefront',
  'rules-changed': () => 'Changed how often and when mail may go',
  'merge-undone': () => 'Made two people of one again',
  'people-merged': () => 'Said that two people are one',
  'people-kept-apart': () => 'Said that two who look alike are two people',
  'import-finished': (told) => `Imported ${count(told, 'row', 'rows')}`,
  'sync-finished': ({ details: { what } }) => `Read ${typeof what === 'string' ? what : 'the store'} from Shopify`,
  'entries-replayed': (told) => `Read ${entries(told)} again`,
  'entries-discarded': (told) => `Let go of ${entries(told)}`,
  'payload-shown': () => 'Looked at what a message said',
  'person-erased': () => 'Erased a person',
  'person-exported': () => 'Exported what is kept of a person',
  'request-opened': () => 'Somebody asked for a copy of their data',
  'request-answered': () => 'Noted that somebody was given a copy of their data',
  'left-customer-settled': () => 'Saw to it in Shopify that somebody who asked for it is deleted',
  'retention-enforced': ({ details }) => `Let go of ${removedWords(details)}, as old as you keep it`,
  'retention-changed': () => 'Changed how long data is kept',
  'api-key-created': ({ details: { name } }) => `Made the API key “${String(name)}”`,
  'api-key-revoked': ({ details: { name } }) => `Revoked the API key “${String(name)}”`,
  'recommender-version-chosen': ({ details: { version } }) =>
    `Chose version ${Number(version)} of the recommender by hand; newer ones wait`,
  'recommender-let-go-on': () => 'Let new versions of the recommender serve again',
  'recommendation-rule-added': ({ details: { rule } }) => `Added the rule “${String(rule)}” to recommendations`,
  'recommendation-rule-changed': ({ details: { rule } }) =>
    `Changed when the rule “${String(rule)}” of recommendations is in force`,
  'recommendation-rule-removed': ({ details: { rule } }) => `Removed the rule “${String(rule)}” of recommendations`,
  'recommendation-margin-changed': ({ details: { weight } }) =>
    `Changed how much margin counts in recommendations: ${marginWords(weight)}`,
  'segment-created': ({ details: { name } }) => `Made the segment “${String(name)}”`,
  'segment-changed': ({ details: { name } }) => `Changed the segment “${String(name)}”`,
  'segment-restored': ({ details: { name, version } }) =>
    `Went back to version ${Number(version)} of the segment “${String(name)}”`,
  'segment-retired': ({ details: { name } }) => `Took the segment “${String(name)}” out of use`,
  'campaign-made': (told) => `Made ${campaign(told)}`,
  'campaign-discarded': (told) => `Let go of the draft of ${campaign(told)}`,
  'campaign-scheduled': (told) => `Scheduled ${campaign(told)}`,
  'campaign-taken-back': (told) => `Took ${campaign(told)} back to change it`,
  'campaign-begun': (told) => `Began to send ${campaign(told)}`,
  'campaign-begun-again': (told) => `Began to send ${campaign(told)} once more, to those who did not read it`,
  'campaign-paused': (told) => `Paused ${campaign(told)}`,
  'campaign-resumed': (told) => `Let ${campaign(told)} go on`,
  'campaign-cancelled': (told) => `Cancelled what had not left of ${campaign(told)}`,
  'campaign-to-be-resent': (told) => `Planned to send ${campaign(told)} once more, to those who do not read it`,
  'campaign-sent': (told) => `Sent the last of ${campaign(told)}`,
  'webhook-made': ({ details: { url } }) => `Made a webhook to ${String(url)}`,
  'webhook-paused': ({ details: { url } }) => `Paused the webhook to ${String(url)}`,
  'webhook-resumed': ({ details: { url } }) => `Took up the webhook to ${String(url)} again`,
  'webhook-removed': ({ details: { url } }) => `Removed the webhook to ${String(url)}`,
  'segment-output-changed': ({ details: { name, tag, handle } }) => {
    const asTag = typeof tag === 'string' ? [`by the tag “${tag}”`] : [];
    const inList = typeof handle === 'string' ? [`as “${handle}” in the list`] : [];
    const how = [...asTag, ...inList].join(' and ');
    return `Tells Shopify ${how ? `who is in “${String(name)}” ${how}` : `no more who is in “${String(name)}”`}`;
  },
  'offer-made': ({ details: { name } }) => `Made the offer “${String(name)}”`,
  'offer-changed': ({ details: { name } }) => `Changed the offer “${String(name)}”`,
  'offer-on': ({ details: { name } }) => `Switched on the offer “${String(name)}”`,
  'offer-off': ({ details: { name } }) => `Switched off the offer “${String(name)}”`,
  'offer-lost': ({ details: { name } }) =>
    `Made the discount of “${String(name)}” once more, as it was deleted in Shopify; codes that people had of it are over`,
  'email-made': (told) => `Made ${email(told)}`,
  'email-saved': (told) => `Saved version ${Number(told.details.version)} of ${email(told)}`,
  'email-restored': (told) =>
    `Went back to version ${Number(told.details.version)} of ${email(told)}, as a version of its own`,
  'email-renamed': (told) => `Called ${email(told)} so`,
  'email-archived': (told) => `Took ${email(told)} out of use`,
  'email-taken-back': (told) => `Took ${email(told)} back into use`,
  'email-review-asked': (told) => `Asked for version ${Number(told.details.version)} of ${email(told)} to be approved`,
  'email-approved': (told) => `Approved version ${Number(told.details.version)} of ${email(told)}: it goes out now`,
  'email-sent-back': (told) => `Sent version ${Number(told.details.version)} of ${email(told)} back to be changed`,
  'email-approval-switched': ({ details: { isOn } }) =>
    isOn ? 'Had mails go out only after somebody else approved them' : 'Let mails go out as they are saved',
  'app-installed': () => 'Kindred was installed',
  'app-uninstalled': () => 'Kindred was removed',
};

/** A stored activity as a sentence; one of a kind that nobody knows any more is named as it is. */
export const activityWords = (told: ToldActivity): string =>
  Object.hasOwn(words, told.kind) ? words[told.kind as ActivityKind](told) : capitalised(keyWords(told.kind));
