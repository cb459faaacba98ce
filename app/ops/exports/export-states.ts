/** waiting: nobody has begun. writing: pages are added. ready: it can be taken. gone: its bytes are no more. */
export type ExportState = 'waiting' | 'writing' | 'ready' | 'gone';

/** over: its day is. erasure: somebody was erased meanwhile, and it may have named them. failed: it could not be written. */
export type GoneWhy = 'over' | 'erasure' | 'failed';

export const OPEN_STATES = ['waiting', 'writing'] as const satisfies ExportState[];

/** So long a file can be taken. */
export const FILE_HOURS = 24;

export const GONE_WORDS: Record<GoneWhy, string> = {
  over: 'It was kept for a day, and is gone.',
  erasure: 'Somebody was erased meanwhile, who may have stood in it. Ask for it again.',
  failed: 'It could not be written. Ask for it again; if that fails, too, tell whoever runs Kindred for you.',
};
