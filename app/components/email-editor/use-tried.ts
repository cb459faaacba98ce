import { useState } from 'react';
import type { EmailDocument } from '~/delivery/documents/document';
import type { AsWhom } from '~/ops/emails/subject-to-try.server';

/** As whom and in which language a draft is looked at, sent as a test and read as a source. */
export interface Tried {
  as: AsWhom;
  /** Empty: in the reader's own. */
  language: string;
  /** The same, as a form says it. */
  asked: { as: AsWhom; language: string };
  chooseAs: (as: AsWhom) => void;
  chooseLanguage: (language: string) => void;
}

/** @param own the language of the draft's own words */
export function useTried({ translations = {} }: EmailDocument, own: string): Tried {
  const [as, chooseAs] = useState<AsWhom>('next');
  const [chosen, chooseLanguage] = useState('');
  // A language may have been taken out since it was chosen.
  const language = chosen === own || Object.hasOwn(translations, chosen) ? chosen : '';
  return { ...{ as, language, chooseAs, chooseLanguage }, asked: { as, language } };
}
