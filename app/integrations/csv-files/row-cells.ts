import { unguarded, type RowProblem } from './row-values';

const LONGEST_CELL = 10_000;

/** A row's cells by what their columns are. Problems gather while it is read. */
export interface RowCells {
  /** Without spaces around it; empty where no column is this, or the cell is. */
  text(target: string): string;
  /** Cells of columns that are properties, by their names. */
  properties: [key: string, value: string][];
  problems: RowProblem[];
  note(target: string, reason: string, remedy: string): void;
  refuse(target: string, reason: string, remedy: string): void;
}

export function rowCells(fields: readonly string[], columns: readonly string[]): RowCells {
  const problems: RowProblem[] = [];
  const add = (isFatal: boolean) => (target: string, reason: string, remedy: string) =>
    void problems.push({ target, reason, remedy, isFatal });
  const cells = columns.map((_, index) => unguarded((fields[index] ?? '').trim()));
  const text = (target: string): string => {
    const index = columns.indexOf(target);
    return index < 0 ? '' : (cells[index] ?? '');
  };
  const row: RowCells = {
    ...{ text, problems, note: add(false), refuse: add(true) },
    properties: columns.flatMap((column, index): [string, string][] =>
      column.startsWith('property:') && cells[index] ? [[column.slice('property:'.length), cells[index]]] : [],
    ),
  };
  checkShape(row, fields, columns, cells);
  return row;
}

function checkShape(row: RowCells, fields: readonly string[], columns: readonly string[], cells: string[]): void {
  if (fields.slice(columns.length).some((field) => field.trim()))
    row.refuse(
      'row',
      `It has ${fields.length} fields, and the heading ${columns.length}.`,
      'Put quotes around fields that hold the delimiter.',
    );
  for (const [index, column] of columns.entries()) {
    if (column === 'ignore') continue;
    if (cells[index]?.includes('\0'))
      row.refuse(column, 'It holds a character that is no text (NUL).', 'Save the file as CSV in UTF-8 again.');
    else if ((cells[index]?.length ?? 0) > LONGEST_CELL)
      row.refuse(column, `It is longer than ${LONGEST_CELL} letters.`, 'Shorten it, or do not import this column.');
  }
}
