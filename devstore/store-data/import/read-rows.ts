import { type Column, type ColumnIndex, locateColumns } from './columns';
import { type CsvRecord, readRecords, UnclosedQuote } from './read-records';
import { type FileReport, skip } from './report';

/** One row of a file by the names of its columns. */
export class Row<C extends string> {
  constructor(
    /** Its first line in the file. */
    readonly line: number,
    private readonly fields: string[],
    private readonly index: ColumnIndex<C>,
  ) {}

  /** The field without blanks around it; empty when the file has no such column. */
  text(column: C): string {
    return this.fields[this.index[column]]?.trim() ?? '';
  }

  /** Whether the file has this column at all. */
  has(column: C): boolean {
    return this.index[column] >= 0;
  }
}

const MOST_RESTARTS = 25;
const PROGRESS_EVERY = 10_000;

/** Told how far reading has come, now and then and at the end. */
export type OnProgress = (progress: { file: string; rows: number; skipped: number }) => void;

/** Reads a CSV file row by row. What is no row of it is skipped and written down; a missing column is an error. */
export async function* readRows<C extends string>(
  columns: Record<C, Column>,
  report: FileReport,
  onProgress?: OnProgress,
): AsyncGenerator<Row<C>> {
  let index: ColumnIndex<C> | undefined;
  let width = 0;
  for await (const { line, fields } of soundRecords(report)) {
    if (!index) {
      index = locateColumns(columns, fields, report.file);
      width = fields.length;
      continue;
    }
    report.rows += 1;
    if (report.rows % PROGRESS_EVERY === 0)
      onProgress?.({ file: report.file, rows: report.rows, skipped: report.skippedCount });
    if (fields.length === width) yield new Row(line, fields, index);
    else skip(report, wrongWidth(line, fields.length, width));
  }
  if (!index) throw new Error(`${report.file}: the file has no header; export it from Shopify again`);
  onProgress?.({ file: report.file, rows: report.rows, skipped: report.skippedCount });
}

/** The file's records; after a quote that is never closed it goes on with the line below the one that opens it. */
async function* soundRecords(report: FileReport): AsyncGenerator<CsvRecord> {
  let [fromLine, width] = [1, 0];
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
    try {
      for await (const record of readRecords(report.file, fromLine, width)) {
        width ||= record.fields.length;
        yield record;
      }
      return;
    } catch (error) {
      if (!(error instanceof UnclosedQuote)) throw error;
      report.rows += 1;
      skip(report, {
        line: error.line,
        field: 'row',
        problem: 'has a quote that is never closed',
        remedy: 'close it, or write it twice where it is part of the text',
      });
      fromLine = error.line + 1;
    }
  }
  throw new Error(
    `${report.file}: more than ${MOST_RESTARTS} quotes are never closed; export the file from Shopify again`,
  );
}

const wrongWidth = (line: number, found: number, wanted: number) => ({
  line,
  field: 'row',
  problem: `has ${found} field${found === 1 ? '' : 's'}, the header has ${wanted}`,
  remedy: found > wanted ? 'put text that contains commas in quotes' : 'write the missing fields, empty ones as well',
});
