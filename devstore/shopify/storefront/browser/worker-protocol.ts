import type { RegisterInit } from '@shopify/web-pixels-extension';

/** Messages between a page and the worker its pixel runs in, passed on by the sandboxed frame between them. */
export type ToWorker =
  | { type: 'start'; settings: Record<string, unknown>; init: RegisterInit; clockOffsetMs: number }
  | { type: 'event'; event: { name: string; type: string } }
  | { type: 'clock'; offsetMs: number }
  | { type: 'consent'; customerPrivacy: RegisterInit['customerPrivacy'] }
  | { type: 'answer'; call: number; value?: unknown; error?: string };

/** The worker has no storage, cookies or beacon of the page: it asks for each. */
export interface FromWorker {
  type: 'call';
  call: number;
  target: 'localStorage' | 'sessionStorage' | 'cookie' | 'beacon';
  method: string;
  given: unknown[];
}
