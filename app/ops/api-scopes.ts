/** What a key may do. What stands in no key's list it may not. */
export const apiScopes = [
  'events:write',
  'profiles:write',
  'consent:write',
  'history:write',
  'recommendations:read',
  'data:read',
] as const;

export type ApiScope = (typeof apiScopes)[number];

/** The same in a merchant's words. */
export const scopeWords: Record<ApiScope, { label: string; helpText: string }> = {
  'events:write': { label: 'Tell what people did', helpText: 'Events, pages and screens.' },
  'profiles:write': { label: 'Tell who people are', helpText: 'Addresses, names and properties. Never consent.' },
  'consent:write': { label: 'Tell what people said about mail', helpText: 'A yes or a no, with what proves it.' },
  'history:write': { label: 'Tell of the past', helpText: 'Up to ten years back. Without it: up to 14 days.' },
  'recommendations:read': {
    label: 'Ask for recommendations',
    helpText: 'Products for a cart or a page. For a person only together with “Look people up”.',
  },
  'data:read': {
    label: 'Look people up',
    helpText: 'One at a time, by a whole address or id. Each look is written down.',
  },
};
