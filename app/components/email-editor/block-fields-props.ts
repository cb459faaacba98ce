/** What the fields of a block are given. */
export interface BlockFieldsProps<B> {
  block: B;
  /** @param field what is changed, so that letters of one field are one change */
  set: (part: Partial<B>, field: string) => void;
}
