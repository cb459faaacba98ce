import { z } from 'zod';
import type { Access } from '~/platform/audit/access-log.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

export interface ExportShop {
  id: string;
  currency: string;
  name: string;
  timezone: string;
  locale: string;
}

/** What a page of a list is exported with: inside the shop's wall, in the transaction that keeps it. */
export interface ExportOf {
  db: Db;
  vault: Vault;
  shop: ExportShop;
  /** When it was asked for, by business time: the same for all of its pages. */
  now: Date;
  /** The same by the machine. */
  machineNow: Date;
  /** The filters, as they stand in the address of the list's page. */
  search: URLSearchParams;
}

/** Some of a list's rows as lines of CSV. */
export interface ExportedPage {
  lines: string;
  rows: number;
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

/** A list that can be had as a file, a page at a time, each going on where the one before ended. */
export interface ListExport {
  headings: string[];
  /** What is written down when somebody takes the file; null: it names nobody. */
  look: (search: URLSearchParams) => Omit<Access, 'actor'> | null;
  /** How many rows there will be. */
  count: (of: ExportOf) => Promise<number>;
  page: (of: ExportOf, after: string | null) => Promise<ExportedPage>;
}

export const EXPORT_PAGE = 500;

const placeSchema = z.object({ at: z.coerce.date(), id: z.string() });

/** A row's place in a list's order. */
export type Place = z.infer<typeof placeSchema>;

export const readPlace = (after: string | null): Place | null =>
  after === null ? null : placeSchema.parse(JSON.parse(after));

/** A page out of the up to `EXPORT_PAGE` rows that were found. */
export async function asPage<Row>(
  found: Row[],
  placeOf: (row: Row) => Place,
  linesOf: (rows: Row[]) => string | Promise<string>,
): Promise<ExportedPage> {
  const last = found.length === EXPORT_PAGE ? found.at(-1) : undefined;
  return { lines: await linesOf(found), rows: found.length, next: last ? JSON.stringify(placeOf(last)) : null };
}

/** How many rows stand before a page of a list that has no other place; while it is written, a row that comes or goes before it moves the others. */
export const readSkip = (after: string | null): number => Number(readPlace(after)?.id ?? 0);

/** The place behind some rows of such a list. */
export const skipPlace = ({ now }: Pick<ExportOf, 'now'>, after: string | null, rows: readonly unknown[]): Place => ({
  at: now,
  id: String(readSkip(after) + rows.length),
});

export const listLook = (subject: string) => () => ({ what: 'list-exported', subject }) as const;

const day = z.iso.date().nullable().catch(null);

/** The instants between which something must have happened: whole days by UTC, both named ones included. Null: no bound. */
export function periodOf(search: URLSearchParams): { from: Date | null; before: Date | null } {
  const [from, until] = [day.parse(search.get('from')), day.parse(search.get('until'))];
  return { from: from ? new Date(from) : null, before: until ? addMs(new Date(until), minutes(1_440)) : null };
}

/** The same as a condition on a column of instants. */
export function within({ from, before }: ReturnType<typeof periodOf>): { gte?: Date; lt?: Date } {
  return { ...(from ? { gte: from } : {}), ...(before ? { lt: before } : {}) };
}
