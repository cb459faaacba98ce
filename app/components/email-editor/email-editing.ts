import { createContext, useContext } from 'react';
import type { EmailDocument } from '~/delivery/documents/document';
import type { Finding } from '~/delivery/quality/finding';
import type { EmailPage } from '~/ops/emails/email-page.server';
import type { Names } from '~/ops/segments/shop-speaker.server';
import type { Part } from './document-parts';

/** What every part of the editor can ask and do. */
export interface EmailEditing {
  page: EmailPage;
  draft: EmailDocument;
  selected: Part;
  select(part: Part): void;
  /** @param what names what is changed, so that letters of one field are one change; null: a change of its own */
  change(by: (draft: EmailDocument) => EmailDocument, what: string | null): void;
  /** What is wrong with a field: `KEY.FIELD`, `subject`; or with all of a part: `KEY`. */
  problemsOf(place: string): string[];
  /** Something of a part cannot be kept. */
  isWrong(key: string): boolean;
  /** Parts that are not for whom it is shown as. */
  hidden: ReadonlySet<string>;
  /** What readers would mind about what is shown. */
  findings: readonly Finding[];
  /** What ids in conditions are called, with what was just picked. */
  names: Names;
  addNames(names: Names): void;
}

const EmailEditingContext = createContext<EmailEditing | null>(null);
export const EmailEditingProvider = EmailEditingContext.Provider;

export function useEmailEditing(): EmailEditing {
  const editing = useContext(EmailEditingContext);
  if (!editing) throw new Error('a part of the email’s editor stands outside of it');
  return editing;
}
