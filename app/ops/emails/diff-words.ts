import { longestCommon } from './diff-documents';

/** A run of words, and whether the other text has it as well. */
export interface Run {
  text: string;
  isOwn: boolean;
}

/** Longer texts are marked as a whole: comparing grows with both lengths multiplied. */
const MOST_WORDS = 1_500;

/** What of two texts only one of them has, by words. */
export function diffWords(before: string, after: string): { before: Run[]; after: Run[] } {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  if (Math.max(old.length, now.length) > MOST_WORDS)
    return { before: [{ text: before, isOwn: true }], after: [{ text: after, isOwn: true }] };
  const pairs = longestCommon(old, now);
  return {
    before: runsOf(old, new Set(pairs.map(([at]) => at))),
    after: runsOf(now, new Set(pairs.map(([, at]) => at))),
  };
}

/** Words, and what stands between them. */
const tokensOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

function runsOf(tokens: readonly string[], common: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  for (const [at, text] of tokens.entries()) {
    const isOwn = !common.has(at);
    const last = runs.at(-1);
    if (last?.isOwn === isOwn) last.text += text;
    else runs.push({ text, isOwn });
  }
  return runs;
}
