/** Something about a mail that its readers, or the law, would mind. */
export interface Finding {
  kind: FindingKind;
  /** `blocking`: no flow or campaign with it is turned on. */
  weight: 'blocking' | 'advisory';
  /** `subject`, `preheader`, a block's or section's key, `KEY.FIELD`; absent: it is about the whole. */
  place?: string;
  /** What is wrong, in the merchant's words. */
  message: string;
  /** What to do about it. */
  remedy: string;
}

export type FindingKind =
  | ('liquid-broken' | 'tag-unknown' | 'hole')
  | ('subject-long' | 'subject-shouts' | 'subject-emoji' | 'preheader-missing')
  | ('size-near' | 'size-over')
  | ('alt-missing' | 'words-in-picture')
  | ('contrast' | 'link-empty' | 'link-dead' | 'link-moved')
  | ('address-missing' | 'footer-of-service' | 'sender-missing')
  | ('spam-words' | 'word-forbidden')
  | ('client-unknown' | 'link-words' | 'heading-order' | 'table-role')
  | 'translation-missing'
  | 'amp-invalid';
