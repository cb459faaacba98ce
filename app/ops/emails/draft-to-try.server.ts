import { z } from 'zod';
import type { EmailDocument } from '~/delivery/documents/document';
import { inLanguage } from '~/delivery/documents/in-language';
import type { PreviewInput } from '~/delivery/sending/preview-mail.server';
import type { Db } from '~/platform/db/db.server';
import type { PreviewDeps } from '../preview.server';
import { readDraft, type DocumentProblem } from './read-draft';
import { asWhom, subjectToTry, type AsWhom } from './subject-to-try.server';

const asked = z.object({
  document: z.string(),
  as: asWhom.catch('next'),
  /** In which it is made, whatever the reader's; empty: theirs. */
  language: z
    .string()
    .regex(/^([a-z]{2})?$/)
    .catch(''),
});

/** A draft, as whom it is tried, and in which language. */
export interface DraftToTry {
  kind: 'asked';
  document: EmailDocument;
  as: AsWhom;
  language: string;
}

export interface Unsound {
  kind: 'unsound';
  problems: DocumentProblem[];
}

/** @param form `{ document, as, language }`: the document as JSON */
export function readDraftToTry(form: unknown, key: string): DraftToTry | Unsound {
  const told = asked.safeParse(form);
  const read = readDraft(told.data?.document, key);
  if (read.kind === 'refused') return { kind: 'unsound', problems: read.problems };
  return { kind: 'asked', document: read.document, as: told.data?.as ?? 'next', language: told.data?.language ?? '' };
}

type Tried = Required<Pick<PreviewInput, 'templateKey' | 'document' | 'subject' | 'isNameless'>>;

/** What a draft is made of for whom it is tried as; looked at, sent as a test and read as a source it is the same. */
export async function asGot(
  deps: PreviewDeps,
  db: Db,
  shopId: string,
  draft: DraftToTry,
): Promise<{ got: Tried; note: string | null }> {
  const { document, as, language } = draft;
  const { subject, note } = await subjectToTry(deps, db, shopId, draft);
  const spoken = language ? onlyIn(document, language) : document;
  return { got: { templateKey: document.key, document: spoken, subject, isNameless: as === 'nameless' }, note };
}

/** A document that speaks one of its languages alone. */
const onlyIn = (document: EmailDocument, language: string): EmailDocument => ({
  ...inLanguage(document, language),
  language,
});
