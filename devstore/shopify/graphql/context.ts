import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { AdminSchema } from '../admin-schema/admin-schema';
import type { AppConfig } from '../app-config/app-config';
import type { BulkOperations } from '../bulk/contract';
import type { Installation } from '../installation';
import type { ShopifyLiveStore } from '../live-store/contract';
import type { LiveState } from '../live-store/state';
import type { Approvals, Unknowns } from '../options';
import type { Flow } from '../flow/flow';
import type { Marketing } from './marketing';
import type { Metafields } from './metafields';
import type { WebPixels } from './web-pixels';

/** What stands behind all requests of the Admin API. */
export interface AdminWorld {
  admin: AdminSchema;
  state: LiveState;
  store: ShopifyLiveStore;
  installation: Installation;
  approvals: Approvals;
  unknowns: Unknowns;
  config: AppConfig;
  apiKey: string;
  appUrl: string;
  /** Base of the online store's addresses, without a slash at the end. */
  storefrontUrl: () => string;
  bulk: BulkOperations;
  pixels: WebPixels;
  metafields: Metafields;
  marketing: Marketing;
  flow: Flow;
}

/** What belongs to one request. */
export interface AdminContext {
  world: AdminWorld;
  scopes: ReadonlySet<string>;
  searches: SearchReport[];
  /** Why each field asked for so far is refused, or undefined where it is not. */
  verdicts: Map<GraphQLObjectType, Map<string, GraphQLError | undefined>>;
  /** Set while a bulk operation runs: connections need no page size, and the root connection gives these nodes. */
  bulk?: { rootItems: readonly { id: string }[] | null };
}

/** What Shopify says of a search in `extensions.search`. */
export interface SearchReport {
  path: string[];
  query: string;
  parsed: unknown;
  warnings?: { field: string; message: string; code: string }[];
}

/** A request's context; `scopes` are those of its token. */
export function requestContext(world: AdminWorld, scopes: ReadonlySet<string>): AdminContext {
  return { world, scopes, searches: [], verdicts: new Map() };
}
