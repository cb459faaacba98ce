/** A page of the app's that has its picture. */
export interface AppPage {
  name: string;
  path: string;
  /** The page is the first one there that is linked so, from `path`. */
  link?: RegExp;
  /** What is added to the address that the link leads to. */
  then?: string;
}

const ID = '[0-9a-f-]{36}';
const one = (of: string): RegExp => new RegExp(`^/app/${of}/${ID}$`);

/** Every page of the admin, in the order of its navigation. */
export const appPages: AppPage[] = [
  { name: 'home', path: '/app' },
  { name: 'flows', path: '/app/flows' },
  { name: 'new-flow', path: '/app/flows/new' },
  { name: 'flow', path: '/app/flows/abandoned-cart' },
  { name: 'flow-runs', path: '/app/flows/abandoned-cart/runs' },
  { name: 'run', path: '/app/flows/abandoned-cart/runs', link: one('flows/abandoned-cart/runs') },
  { name: 'turned-away', path: '/app/flows/abandoned-cart/turned-away' },
  { name: 'replay', path: '/app/flows/replay/abandoned-cart' },
  { name: 'replay-try', path: '/app/flows/replay/abandoned-cart/try' },
  { name: 'campaigns', path: '/app/campaigns' },
  { name: 'campaign', path: '/app/campaigns?state=sent', link: one('campaigns') },
  { name: 'campaign-what', path: '/app/campaigns?state=draft', link: /\/edit$/ },
  { name: 'campaign-whom', path: '/app/campaigns?state=draft', link: /\/edit$/, then: '?step=whom' },
  { name: 'campaign-when', path: '/app/campaigns?state=draft', link: /\/edit$/, then: '?step=when' },
  { name: 'campaign-check', path: '/app/campaigns?state=draft', link: /\/edit$/, then: '?step=check' },
  { name: 'calendar', path: '/app/campaigns/calendar' },
  { name: 'emails', path: '/app/emails' },
  { name: 'new-email', path: '/app/emails/new' },
  { name: 'email', path: '/app/emails/spring-sale' },
  { name: 'email-history', path: '/app/emails/spring-sale/history' },
  { name: 'messages', path: '/app/messages' },
  { name: 'message', path: '/app/messages', link: one('messages') },
  { name: 'message-not-sent', path: '/app/messages?state=not-sent', link: one('messages') },
  { name: 'deliverability', path: '/app/deliverability' },
  { name: 'suppressions', path: '/app/deliverability/suppressions' },
  { name: 'customers', path: '/app/customers' },
  { name: 'customer', path: '/app/customers?who=anna@example.org', link: one('customers') },
  { name: 'segments', path: '/app/segments' },
  { name: 'new-segment', path: '/app/segments/new?template=one-time-buyers' },
  { name: 'segment', path: '/app/segments', link: one('segments') },
  { name: 'groups', path: '/app/segments/groups' },
  { name: 'from-shopify', path: '/app/segments/from-shopify' },
  { name: 'recommendations', path: '/app/recommendations' },
  { name: 'recommendation-rules', path: '/app/recommendations/rules' },
  { name: 'recommendation-try', path: '/app/recommendations/try' },
  { name: 'recommendation-versions', path: '/app/recommendations/versions' },
  { name: 'recommendation-feedback', path: '/app/recommendations/feedback' },
  { name: 'data', path: '/app/data' },
  { name: 'duplicates', path: '/app/data/duplicates' },
  { name: 'imports', path: '/app/data/imports' },
  { name: 'exports', path: '/app/data/exports' },
  { name: 'activity', path: '/app/activity' },
  { name: 'audit', path: '/app/settings/audit' },
  { name: 'privacy', path: '/app/settings/privacy' },
  { name: 'consent', path: '/app/settings/consent' },
  { name: 'settings', path: '/app/settings' },
  { name: 'brand', path: '/app/settings/brand' },
  { name: 'domain', path: '/app/settings/domain' },
  { name: 'mail-server', path: '/app/settings/mail-server' },
  { name: 'offers', path: '/app/settings/offers' },
  { name: 'storefront-settings', path: '/app/settings/storefront' },
  { name: 'credit', path: '/app/settings/credit' },
  { name: 'api', path: '/app/settings/api' },
  { name: 'webhooks', path: '/app/settings/webhooks' },
  { name: 'not-found', path: '/app/nothing' },
];
