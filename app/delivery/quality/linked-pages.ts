/** What a page that a link leads to answers. */
export type PageAnswer =
  | { kind: 'there' }
  /** For good, as its server says. */
  | { kind: 'moved'; to: string }
  /** Its server says that there is no such page, or that there was one. */
  | { kind: 'gone' }
  /** Why nothing can be seen there, as a sentence without its end. */
  | { kind: 'unreachable'; problem: string }
  /** Its server tells programs nothing: that says nothing of readers. */
  | { kind: 'untold' };

/** Asks one page, within limits of its own. Never throws. */
export type AskPage = (url: string) => Promise<PageAnswer>;

/** What pages answered when they were last asked. Those that were not are asked now; who waits does so for a moment only, and hears of the rest another time. */
export interface LinkedPages {
  look(urls: readonly string[]): Promise<ReadonlyMap<string, PageAnswer>>;
}

/** Where nobody is to be asked. */
export const nobodyAsked: LinkedPages = { look: () => Promise.resolve(new Map()) };
