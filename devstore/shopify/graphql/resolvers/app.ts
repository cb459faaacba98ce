import { createHash } from 'node:crypto';
import { gid } from '../../gid';
import { utcSeconds } from '../../instants';
import { connect, connectInOrder, type ConnectionArgs } from '../connections';
import type { AdminContext } from '../context';
import { digestOf, type MetafieldRecord } from '../metafields';
import type { Resolve } from '../resolver';
import { legacyId } from './lookups';

/** A number that stays the same for a text: ids of what the toml declares. */
function stableNumber(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) + 1_000_000_000;
}

export const installationIdOf = (apiKey: string): string => gid('AppInstallation', stableNumber(apiKey));

export function currentInstallation(context: AdminContext) {
  return { id: installationIdOf(context.world.apiKey) };
}

const appInstallation = {
  accessScopes: (_source: unknown, _args: unknown, { world }: AdminContext) =>
    world.installation.scopes().map(scopeView),
  launchUrl: (_source: unknown, _args: unknown, { world }: AdminContext) => world.appUrl,
  uninstallUrl: () => null,
  activeSubscriptions: () => [],
  app: (_source: unknown, _args: unknown, { world }: AdminContext) => ({
    id: gid('App', stableNumber(`app ${world.apiKey}`)),
  }),
};

const app = {
  apiKey: (_source: unknown, _args: unknown, { world }: AdminContext) => world.apiKey,
  handle: (_source: unknown, _args: unknown, { world }: AdminContext) => world.config.handle,
  title: (_source: unknown, _args: unknown, { world }: AdminContext) => world.config.name,
  embedded: () => true,
  webhookApiVersion: (_source: unknown, _args: unknown, { world }: AdminContext) => world.config.apiVersion,
  requestedAccessScopes: (_source: unknown, _args: unknown, { world }: AdminContext) =>
    world.config.scopes.map(scopeView),
  optionalAccessScopes: (_source: unknown, _args: unknown, { world }: AdminContext) =>
    world.config.optionalScopes.map(scopeView),
};

function scopeView(handle: string) {
  return { handle, description: handle.replace(/_/g, ' ') };
}

/** Shop-specific subscriptions only: those of the toml belong to the app and are not listed by the API. */
export const webhookSubscriptions: Resolve<unknown, ConnectionArgs> = (_source, args, context, info) =>
  connect<{ id: string }>([], args, { root: 'webhookSubscriptions' }, context, info);

const webPixel = { settings: (pixel: { settings: string }) => pixel.settings };

const metafield = {
  legacyResourceId: legacyId,
  createdAt: (each: MetafieldRecord) => utcSeconds(each.createdAt),
  updatedAt: (each: MetafieldRecord) => utcSeconds(each.updatedAt),
  compareDigest: digestOf,
  sizeInBytes: (each: MetafieldRecord) => Buffer.byteLength(each.value),
  jsonValue: (each: MetafieldRecord) => (each.type === 'json' ? (JSON.parse(each.value) as unknown) : each.value),
  description: () => null,
  definition: () => null,
};

/** Fields of every type that carries metafields. `$app` names the app's reserved namespace. */
export const ownedMetafields = {
  metafield: (owner: { id: string }, args: { namespace?: string | null; key: string }, context: AdminContext) =>
    context.world.metafields.find(owner.id, fullNamespace(args.namespace, context), args.key) ?? null,
  metafields: (owner: { id: string }, args: ConnectionArgs & { namespace?: string | null }, context: AdminContext) => {
    const all = context.world.metafields.of(owner.id);
    const namespace = args.namespace ? fullNamespace(args.namespace, context) : null;
    return connectInOrder(namespace ? all.filter((each) => each.namespace === namespace) : all, args, context);
  },
};

/** `$app` and `$app:x` become the app's reserved namespace; none at all means it too. */
export function fullNamespace(namespace: string | null | undefined, context: AdminContext): string {
  const reserved = `app--${stableNumber(`app ${context.world.apiKey}`)}`;
  if (!namespace || namespace === '$app') return reserved;
  return namespace.startsWith('$app:') ? `${reserved}--${namespace.slice(5)}` : namespace;
}

export const appResolvers = { AppInstallation: appInstallation, App: app, WebPixel: webPixel, Metafield: metafield };
