import { z } from 'zod';

/** Nobody reads a sentence, writes an address and ticks a box in less. */
const LEAST_SECONDS = 2;

const traces = z.object({
  /** A field that people do not see. */
  website: z.string().optional(),
  /** Since the form was there; a form of a merchant's own may not tell. */
  seconds: z.number().optional(),
});

/** Whether a form was filled in by a program: it filled in what nobody sees, or was faster than anybody is. It is answered like everybody. */
export function isLikelyMachine(body: unknown): boolean {
  const read = traces.safeParse(body);
  if (!read.success) return false;
  const { website = '', seconds = LEAST_SECONDS } = read.data;
  return website !== '' || seconds < LEAST_SECONDS;
}
