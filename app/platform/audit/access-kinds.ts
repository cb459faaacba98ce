/**
 * Everything by which somebody sees what names people, as data. What it reads like stands in app/ops/access-words.ts; a kind without words does not
 * compile.
 */
export const accessKinds = [
  'customer-shown',
  'customers-listed',
  'customers-searched',
  'recommendations-tried',
  'message-shown',
  'messages-listed',
  'messages-searched',
  'suppressions-listed',
  'newest-messages-shown',
  'mail-previewed',
  'flow-runs-shown',
  'segment-members-shown',
  'campaign-audience-shown',
  'import-rows-shown',
  'findings-shown',
  'inbox-payload-shown',
  'privacy-requests-shown',
  'person-exported',
  'list-exported',
  'segment-members-exported',
  'customer-history-exported',
  'consent-exported',
  'import-problems-exported',
  'access-log-exported',
  'profile-read',
  'profile-told',
] as const;

export type AccessKind = (typeof accessKinds)[number];
