import { createHash } from 'node:crypto';
import { gid } from '../gid';

export interface MetafieldRecord {
  id: string;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
  /** Deleted: it is remembered so that no other gets its id. */
  isGone?: boolean;
}

/** What the app has made known of a kind of metafield. */
export interface MetafieldDefinitionRecord {
  id: string;
  ownerType: string;
  namespace: string;
  key: string;
  type: string;
  name: string;
  description: string | null;
  isFilterable: boolean;
}

export interface MetafieldInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
}

/** Metafields the app has written. */
export interface Metafields {
  of(ownerId: string): MetafieldRecord[];
  find(ownerId: string, namespace: string, key: string): MetafieldRecord | undefined;
  set(input: MetafieldInput & { namespace: string; type: string }, now: string): MetafieldRecord;
  /** Whether there was one. */
  remove(ownerId: string, namespace: string, key: string, now: string): boolean;
  definition(ownerType: string, namespace: string, key: string): MetafieldDefinitionRecord | undefined;
  define(definition: Omit<MetafieldDefinitionRecord, 'id'>): MetafieldDefinitionRecord;
}

/** What is kept of them over a restart. */
export type KeptMetafield =
  { kind: 'metafield'; metafield: MetafieldRecord } | { kind: 'definition'; definition: MetafieldDefinitionRecord };

/** `earlier`: of an earlier run; `changed` is told of each change before anybody learns of it. */
export function createMetafields(
  earlier: readonly MetafieldRecord[] = [],
  changed: (kept: KeptMetafield) => void = () => undefined,
  earlierDefinitions: readonly MetafieldDefinitionRecord[] = [],
): Metafields {
  const records = [...earlier];
  const definitions = [...earlierDefinitions];
  const note = (metafield: MetafieldRecord) => changed({ kind: 'metafield', metafield });
  const find: Metafields['find'] = (ownerId, namespace, key) =>
    records.find(
      (each) => !each.isGone && each.ownerId === ownerId && each.namespace === namespace && each.key === key,
    );
  return {
    of: (ownerId) => records.filter((each) => each.ownerId === ownerId && !each.isGone),
    find,
    set(input, now) {
      const known = find(input.ownerId, input.namespace, input.key);
      if (known) {
        Object.assign(known, { value: input.value, type: input.type, updatedAt: now });
        note(known);
        return known;
      }
      const { ownerId, namespace, key, type, value } = input;
      const id = gid('Metafield', 30_000_000_000_000 + records.length + 1);
      const record = { id, ownerId, namespace, key, type, value, createdAt: now, updatedAt: now };
      records.push(record);
      note(record);
      return record;
    },
    remove(ownerId, namespace, key, now) {
      const known = find(ownerId, namespace, key);
      if (!known) return false;
      Object.assign(known, { isGone: true, updatedAt: now });
      note(known);
      return true;
    },
    definition: (ownerType, namespace, key) =>
      definitions.find((each) => each.ownerType === ownerType && each.namespace === namespace && each.key === key),
    define(definition) {
      const made = { id: gid('MetafieldDefinition', 40_000_000_000 + definitions.length + 1), ...definition };
      definitions.push(made);
      changed({ kind: 'definition', definition: made });
      return made;
    },
  };
}

/** The digest a writer may compare with before it overwrites. */
export function digestOf(record: MetafieldRecord): string {
  return createHash('sha256').update(record.value).digest('hex');
}
