import { decodeArchive, encodeArchive, viewArchive } from './archive';
import type { Repeats } from './repeats';
import type { Fitted } from './strategies';
import type { Vocabulary } from './vocabulary';

/** What is asked for, by what there is to go by. */
export const CONTEXTS = ['next-basket', 'discovery', 'cart', 'visit', 'viewed', 'new-products', 'nobody'] as const;
export type Context = (typeof CONTEXTS)[number];

/** How much each strategy counts in one context, by name; those that are not named do not count. */
export type Mix = Readonly<Record<string, number>>;

export type Mixes = Readonly<Record<Context, Mix>>;

/** What training leaves for serving. */
export interface RecommenderModel {
  /** Products by number, ascending. */
  ids: string[];
  strategies: Readonly<Record<string, Fitted>>;
  vocabulary: Vocabulary;
  mixes: Mixes;
  repeats: Repeats;
}

/** Bytes in memory of their own. */
export const encodeModel = (model: RecommenderModel): Buffer<ArrayBuffer> => encodeArchive(model);
export const decodeModel = (bytes: Uint8Array): RecommenderModel => decodeArchive(bytes) as RecommenderModel;
/** A model whose arrays are views of this memory. */
export const viewModel = (memory: ArrayBuffer): RecommenderModel => viewArchive(memory) as RecommenderModel;
