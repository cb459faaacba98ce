/** Lines a person reads: what, how much, and in a third column whatever else there is to say. */
export type TableRow = readonly [what: string, figure: string, remark?: string];

export function printTable(title: string, rows: readonly TableRow[]): void {
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const [first, second] = [width(0), width(1)];
  console.log(`\n${title}`);
  for (const [what, figure, remark = ''] of rows)
    console.log(`  ${what.padEnd(first)}  ${figure.padStart(second)}  ${remark}`.trimEnd());
}
