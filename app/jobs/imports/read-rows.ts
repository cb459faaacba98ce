import type { ReadRecord } from '~/capture/imports/read-records';
import type { Subject } from '~/capture/inbox/subjects';
import { readEventRow, type EventRow } from '~/integrations/csv-files/read-event-row';
import { readOrderRows, type OrderRows } from '~/integrations/csv-files/read-order-rows';
import { readPersonRow, type PersonRow, type RowOutcome } from '~/integrations/csv-files/read-person-row';
import type { ImportContext, PlacedProblem } from './import-context';

/** Rows that are stored together or not at all: one, or all of an order. */
export interface RowGroup {
  records: ReadRecord[];
  /** The byte after it, and the last of its lines. */
  end: number;
  lastLine: number;
}

export type ReadRow =
  { kind: 'people'; row: PersonRow } | { kind: 'orders'; row: OrderRows } | { kind: 'events'; row: EventRow };

export interface ReadGroup {
  read: ReadRow | null;
  subjects: Subject[];
  problems: PlacedProblem[];
}

/** A group with what it comes to. */
export type ReadyGroup = RowGroup & ReadGroup;

const MOST_ROWS_OF_AN_ORDER = 1_000;

/** Rows of one order follow each other and carry its name. */
export async function* inGroups(
  records: AsyncIterable<ReadRecord>,
  { plan }: Pick<ImportContext, 'plan'>,
): AsyncGenerator<RowGroup> {
  const nameAt = plan.kind === 'orders' ? plan.columns.indexOf('orderName') : -1;
  let group: ReadRecord[] = [];
  let name = '';
  for await (const record of records) {
    const own = record.kind === 'row' && nameAt >= 0 ? (record.fields[nameAt] ?? '').trim() : '';
    const goesOn = group.length > 0 && own !== '' && own === name && group.length < MOST_ROWS_OF_AN_ORDER;
    if (group.length && !goesOn) {
      yield asGroup(group);
      group = [];
    }
    name = own;
    group.push(record);
  }
  if (group.length) yield asGroup(group);
}

function asGroup(records: ReadRecord[]): RowGroup {
  const last = records.at(-1);
  return { records, end: last?.end ?? 0, lastLine: last?.lastLine ?? 0 };
}

/** What a group of rows comes to. */
export function readGroup(
  { records }: RowGroup,
  context: Pick<ImportContext, 'plan' | 'importedAt' | 'currency'>,
): ReadGroup {
  const [first] = records;
  if (!first) return { read: null, subjects: [], problems: [] };
  if (first.kind === 'broken') {
    const problem = { target: 'row', reason: BROKEN, remedy: 'Close the quotes in this line, and import it again.' };
    return { read: null, subjects: [], problems: [{ ...problem, isFatal: true, line: first.line, fields: [] }] };
  }
  const rows = records.flatMap((record) => (record.kind === 'row' ? [record.fields] : []));
  const { read, subjects, problems } = readFields(rows, context);
  return { read, subjects, problems: problems.map((each) => ({ ...each, line: first.line, fields: first.fields })) };
}

const BROKEN = 'This line cannot be read: a quote is opened and not closed, or it is larger than any row.';

function readFields(
  rows: string[][],
  { plan, importedAt, currency }: Pick<ImportContext, 'plan' | 'importedAt' | 'currency'>,
): RowOutcome<ReadRow> {
  const [fields = []] = rows;
  switch (plan.kind) {
    case 'people': {
      const outcome = readPersonRow(fields, plan, importedAt);
      return { ...outcome, read: outcome.read && { kind: 'people', row: outcome.read } };
    }
    case 'orders': {
      const outcome = readOrderRows(rows, plan, currency);
      return { ...outcome, read: outcome.read && { kind: 'orders', row: outcome.read } };
    }
    case 'events': {
      const outcome = readEventRow(fields, plan, importedAt);
      return { ...outcome, read: outcome.read && { kind: 'events', row: outcome.read } };
    }
  }
}
