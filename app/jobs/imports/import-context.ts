import type { ImportPlan } from '~/integrations/csv-files/plan';
import type { RowProblem } from '~/integrations/csv-files/row-values';
import type { ReportContext } from '../reports/report-context.server';

/** What every batch of an import's rows is stored with. */
export interface ImportContext {
  services: ReportContext['services'];
  shopId: string;
  importId: string;
  plan: ImportPlan;
  headings: string[];
  /** When the file came, by business time: what has no date of its own is told then. */
  importedAt: Date;
  currency: string;
}

/** A row's place in its file. */
export interface RowAt {
  line: number;
  fields: string[];
}

/** Something that was not taken as it stands, and where. */
export type PlacedProblem = RowProblem & RowAt;

export const evidenceOf = ({ importId }: Pick<ImportContext, 'importId'>): string => `import:${importId}`;

/** What the merchant calls the column, or the whole row. */
export function columnName({ plan, headings }: Pick<ImportContext, 'plan' | 'headings'>, target: string): string {
  const index = plan.columns.indexOf(target);
  return index < 0 ? '' : (headings[index] ?? `Column ${index + 1}`);
}
