/** A row that could not be used: where it is, what is wrong, and what to do about it. */
export interface SkippedRow {
  /** The row's first line in the file; the header is line 1. */
  line: number;
  field: string;
  problem: string;
  remedy: string;
}

export type ExportKind = 'products' | 'customers' | 'orders';

export interface FileReport {
  file: string;
  kind: ExportKind;
  /** Rows read, without the header. */
  rows: number;
  skippedCount: number;
  /** The skipped rows, the first thousand of them. */
  skipped: SkippedRow[];
}

const MOST_LISTED = 1000;

export function newFileReport(file: string, kind: ExportKind): FileReport {
  return { file, kind, rows: 0, skippedCount: 0, skipped: [] };
}

/** What is wrong with one field of a row. Thrown by readers of values, caught where rows are read. */
export class BadField extends Error {
  override readonly name = 'BadField';

  constructor(
    readonly field: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${field} ${problem}; ${remedy}`);
  }
}

/** Runs `use` for a row; a bad field skips the row and is written down, any other error passes. */
export function orSkip(report: FileReport, line: number, use: () => void): void {
  try {
    use();
  } catch (error) {
    if (!(error instanceof BadField)) throw error;
    skip(report, { line, field: error.field, problem: error.problem, remedy: error.remedy });
  }
}

export function skip(report: FileReport, row: SkippedRow): void {
  report.skippedCount += 1;
  if (report.skipped.length < MOST_LISTED) report.skipped.push(row);
}
