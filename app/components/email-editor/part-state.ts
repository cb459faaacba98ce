import { ruleSentence } from '../segments/said';
import { blockOf, sectionOf } from './document-parts';
import { useEmailEditing } from './email-editing';

const isAt = (place: string | undefined, key: string): boolean =>
  place === key || (place?.startsWith(`${key}.`) ?? false);

export interface PartState {
  /** It is not for whom the mail is shown as. */
  isHidden: boolean;
  /** With it the mail cannot be kept, or is not to be sent. */
  isWrong: boolean;
  isMinded: boolean;
  /** For whom it is, as a sentence; null: for everybody. */
  condition: string | null;
}

export function usePartState(key: string): PartState {
  const { draft, page, names, hidden, findings, isWrong } = useEmailEditing();
  const rule = (sectionOf(draft, key) ?? blockOf(draft, key))?.shownIf;
  const own = findings.filter(({ place }) => isAt(place, key));
  return {
    isHidden: hidden.has(key),
    isWrong: isWrong(key) || own.some(({ weight }) => weight === 'blocking'),
    isMinded: own.length > 0,
    condition: rule ? ruleSentence(rule, names, page.shop) : null,
  };
}
