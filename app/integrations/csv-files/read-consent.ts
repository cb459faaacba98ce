import { holdsAddress } from '../segment-spec/without-addresses';
import { consentWord, suppressionIn, type RefusalReason } from './consent-words';
import type { ImportPlan } from './plan';
import type { RowCells } from './row-cells';
import { readInstant } from './row-values';

/** What a row says of marketing mail. */
export type RowConsent =
  | { state: 'granted'; at: Date; confirmedAt: Date | null; where: string }
  /** `at` is null where the file does not say when. */
  | { state: 'withdrawn'; at: Date | null; reason: RefusalReason };

/**
 * A yes needs a date, and what says no wins: suppressed, bounced and unsubscribed rows are withdrawals whatever else they say. `latest` is the time
 * of the import: nothing happened after it.
 */
export function readConsent(
  row: RowCells,
  plan: Pick<ImportPlan, 'columns' | 'consent'>,
  latest: Date,
): RowConsent | null {
  if (plan.consent.mode === 'nothing') return null;
  const at = instants(row, latest);
  const refusal = refusalIn(row, at);
  if (plan.consent.mode === 'withdrawn') return refusal ?? { state: 'withdrawn', at: null, reason: 'suppressed' };
  if (refusal) return refusal;
  const word = consentWord(row.text('consent'));
  if (word === 'unknown')
    row.note('consent', 'This word says neither yes nor no to Kindred.', 'Write “subscribed” or “unsubscribed”.');
  // Where a column says yes and no, an empty cell is no yes, whatever date stands beside it.
  const saysYes = plan.columns.includes('consent') ? word === 'granted' : at.agreed !== null;
  return saysYes ? grantIn(row, plan, at, latest) : null;
}

interface Instants {
  agreed: Date | null;
  confirmed: Date | null;
  refused: Date | null;
  bounced: Date | null;
}

function instants(row: RowCells, latest: Date): Instants {
  const read = (target: string): Date | null => {
    const text = row.text(target);
    const at = text ? readInstant(text) : null;
    const isFuture = at !== null && at > latest;
    if (text && !at)
      row.note(target, 'This date cannot be read without doubt.', 'Write it as 2026-01-31 or 2026-01-31T10:20:30Z.');
    if (isFuture) row.note(target, 'This date lies in the future.', 'Correct it; nobody can have agreed by then.');
    return isFuture ? null : at;
  };
  const confirmed = read('confirmedAt');
  const agreed = confirmed ?? read('agreedAt');
  return { agreed, confirmed, refused: read('refusedAt'), bounced: read('bouncedAt') };
}

function refusalIn(row: RowCells, { agreed, refused, bounced }: Instants): RowConsent | null {
  const suppression = suppressionIn(row.text('suppressed'));
  if (suppression) return { state: 'withdrawn', at: refused ?? bounced, reason: suppression };
  const word = row.text('consent');
  if (consentWord(word) === 'withdrawn')
    return { state: 'withdrawn', at: refused ?? bounced ?? agreed, reason: suppressionIn(word) ?? 'unsubscribed' };
  if (bounced || row.text('bouncedAt')) return { state: 'withdrawn', at: bounced, reason: 'bounced' };
  const isOvertaken = refused !== null && agreed !== null && agreed > refused;
  return row.text('refusedAt') && !isOvertaken ? { state: 'withdrawn', at: refused, reason: 'unsubscribed' } : null;
}

function grantIn(
  row: RowCells,
  { consent }: Pick<ImportPlan, 'consent'>,
  { agreed, confirmed }: Instants,
  latest: Date,
): RowConsent | null {
  const before = consent.agreedBefore ? new Date(consent.agreedBefore) : null;
  const at = agreed ?? (before && before <= latest ? before : null);
  if (!at) {
    const remedy = 'Import a file with the date, or say by when all of them had agreed.';
    row.note('agreedAt', 'It is called subscribed, and nothing says since when. Stored without consent.', remedy);
    return null;
  }
  const how = row.text('agreedBy');
  const where = how && how.length <= 100 && !holdsAddress(how) ? `${consent.where}: ${how}` : consent.where;
  return { state: 'granted', at, confirmedAt: confirmed, where };
}
