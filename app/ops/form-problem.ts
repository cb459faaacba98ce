import type { z } from 'zod';

/** What is wrong with what a form sent, for whoever built the form: the first thing. */
export function problemOf(error: z.ZodError, otherwise: string): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'body'}: ${issue?.message ?? otherwise}`;
}
