import { createHash } from 'node:crypto';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import type { EmailDocument } from '~/delivery/documents/document';
import { checkDocument } from '~/delivery/quality/check-document';

/** How much readers would mind of a mail. */
export interface Verdict {
  blocking: number;
  advisory: number;
}

const known = new Map<string, Verdict>();
const MOST_KNOWN = 5_000;

/**
 * How many findings a document has. The same document in the same kit is judged once in a process, whoever looks and however often: a list of five hundred is
 * otherwise five hundred documents read word by word.
 */
export function judgeEmail(document: EmailDocument, kit: BrandKit, judge = checkDocument): Verdict {
  const key = createHash('sha256')
    .update(JSON.stringify([document, kit]))
    .digest('base64');
  const kept = known.get(key);
  if (kept) return kept;
  const found = judge(document, kit);
  const blocking = found.filter(({ weight }) => weight === 'blocking').length;
  const verdict = { blocking, advisory: found.length - blocking };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, verdict);
  return verdict;
}
