import { installationIdOf } from './graphql/resolvers/app';
import type { AdminWorld } from './graphql/context';

/** `app.metafields` by namespace and key. */
export type AppMetafields = Record<string, Record<string, { value: unknown }>>;

/** What the app wrote to its own installation; Liquid reads a metafield of JSON as what the JSON says. */
export function appMetafieldsOf({ apiKey, metafields }: Pick<AdminWorld, 'apiKey' | 'metafields'>): AppMetafields {
  const all: AppMetafields = {};
  for (const { namespace, key, type, value } of metafields.of(installationIdOf(apiKey)))
    all[namespace] = { ...all[namespace], [key]: { value: type === 'json' ? (JSON.parse(value) as unknown) : value } };
  return all;
}
