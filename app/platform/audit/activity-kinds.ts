/**
 * Everything that is written down as done, as data. What it reads like stands in app/ops/activity-words.ts; a kind without words does not
 * compile.
 */
export const activityKinds = [
  'flow-turned-on',
  'flow-turned-off',
  'flow-changed',
  'sending-paused',
  'sending-resumed',
  'sender-changed',
  'rules-changed',
  'merge-undone',
  'people-merged',
  'people-kept-apart',
  'import-finished',
  'sync-finished',
  'entries-replayed',
  'entries-discarded',
  'payload-shown',
  'person-erased',
  'person-exported',
  'request-opened',
  'request-answered',
  'left-customer-settled',
  'retention-enforced',
  'retention-changed',
  'api-key-created',
  'api-key-revoked',
  'recommender-version-chosen',
  'recommender-let-go-on',
  'recommendation-rule-added',
  'recommendation-rule-changed',
  'recommendation-rule-removed',
  'recommendation-margin-changed',
  'segment-created',
  'segment-changed',
  'segment-restored',
  'segment-retired',
  'app-installed',
  'app-uninstalled',
] as const;

export type ActivityKind = (typeof activityKinds)[number];
