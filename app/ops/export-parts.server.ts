import { z } from 'zod';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { PageDeps } from './shop-context.server';

export interface ExportShop {
  id: string;
  currency: string;
  name: string;
  timezone: string;
  locale: string;
}

/** What a list is exported with. */
export interface ExportOf {
  deps: PageDeps;
  shop: ExportShop;
  /** Does one page's work inside the shop's wall: between pages a slow reader holds nothing. */
  inside<T>(work: (db: Db) => Promise<T>): Promise<T>;
}

/** Lines of a CSV file, some at a time, beginning with its headings. */
export type ListExport = (of: ExportOf, search: URLSearchParams) => AsyncGenerator<string>;

export const EXPORT_PAGE = 500;

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
