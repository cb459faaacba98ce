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
}

/** `earlier`: of an earlier run; `changed` is told of each change before anybody learns of it. */
export function createMetafields(
  earlier: readonly MetafieldRecord[] = [],
  changed: (record: MetafieldRecord) => void = () => undefined,
): Metafields {
  const records = [...earlier];
  const find: Metafields['find'] = (ownerId, namespace, key) =>
    records.find((each) => each.ownerId === ownerId && each.namespace === namespace && each.key === key);
  return {
    of: (ownerId) => records.filter((each) => each.ownerId === ownerId),
    find,
    set(input, now) {
      const known = find(input.ownerId, input.namespace, input.key);
      if (known) {
        Object.assign(known, { value: input.value, type: input.type, updatedAt: now });
        changed(known);
        return known;
      }
      const { ownerId, namespace, key, type, value } = input;
      const id = gid('Metafield', 30_000_000_000_000 + records.length + 1);
      const record = { id, ownerId, namespace, key, type, value, createdAt: now, updatedAt: now };
      records.push(record);
      changed(record);
      return record;
    },
  };
}

/** The digest a writer may compare with before it overwrites. */
export function digestOf(record: MetafieldRecord): string {
  return createHash('sha256').update(record.value).digest('hex');
}
