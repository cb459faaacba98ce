import { saysYes } from '~/integrations/csv-files/plan';
import type { FileKind } from '~/integrations/csv-files/targets';
import { many } from '~/ops/import-words';

interface Happening {
  kind: FileKind;
  columns: string[];
  mode: string;
  rowsTotal: number;
  /** The shop asks people to confirm by mail. */
  isConfirmed: boolean;
}

/** What starting an import does, in sentences. */
export function whatWillHappen({ kind, columns, mode, rowsTotal, isConfirmed }: Happening): string {
  const rows = many(rowsTotal, 'row');
  switch (kind) {
    case 'orders':
      return `${rows} become orders of the customers whose address they have. Orders that Kindred knows stay as they are, and no mail is sent because of them.`;
    case 'events':
      return `${rows} become part of the history of the people they name. It is old news: no flow starts because of it.`;
    case 'people':
      return `${rows} become customers, or are added to those you have. ${consentSentence(columns, mode, isConfirmed)}`;
  }
}

function consentSentence(columns: string[], mode: string, isConfirmed: boolean): string {
  if (mode === 'nothing') return 'Nobody’s consent changes, and nobody gets a mail because of it.';
  if (mode === 'withdrawn') return 'None of them gets marketing mail any more.';
  const refusals =
    'Whoever unsubscribed, bounced or complained gets none, and no yes in this file undoes a no that you have.';
  if (!saysYes(columns))
    return `No column says who agreed to marketing mail, so that nobody new may be mailed. ${refusals}`;
  const yes = isConfirmed
    ? 'Whoever agreed with a date is asked by mail to confirm it, as your rules have it, unless the file says when they confirmed.'
    : 'Whoever agreed with a date may get marketing mail.';
  return `${yes} ${refusals}`;
}
