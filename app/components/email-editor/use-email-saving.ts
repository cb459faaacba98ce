import type { EmailOutcome } from '~/ops/emails/email-page.server';
import type { DraftSent } from '~/ops/emails/send-draft.server';
import type { DocumentProblem } from '~/ops/emails/read-draft';
import { useChangeSaving, type ChangeSaving } from '../use-change-saving';

type Done = Exclude<EmailOutcome | DraftSent, { kind: 'refused' }>;
export type EmailSaving = ChangeSaving<DocumentProblem>;

/** Submits a change of a mail, or sends it to the shop itself. */
export const useEmailSaving = (
  action: string,
  saidWhenDone: string,
  onDone?: (done: Done, submitted: Record<string, string>) => void,
): EmailSaving => useChangeSaving<Done, DocumentProblem>(action, saidWhenDone, onDone);
