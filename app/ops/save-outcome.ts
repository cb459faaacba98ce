/** What came of a form. What is wrong comes back by field, in words with the remedy. */
export type SaveOutcome = { kind: 'saved' } | { kind: 'refused'; problems: { field: string; message: string }[] };
