/** What Shopify gives an action of the admin, as far as this one uses it (`ActionExtensionApi` of the admin's extensions, 2026-10). */
interface ActionApi {
  /** What the page shows; a segment's page names that one. */
  data: { selected: { id: string }[] };
  i18n: { translate(key: string, values?: Record<string, string>): string };
  /** Asks the Admin API as whoever is signed in. */
  query<Data>(text: string, options: { variables: Record<string, string> }): Promise<{ data?: Data }>;
  close(): void;
}

/** Shopify's global, once the action is opened. */
export const action = (): ActionApi => (globalThis as unknown as { shopify: ActionApi }).shopify;
