import { z } from 'zod';
import type { Report } from '~/capture/events/reports';

const scopes = z.object({ current: z.array(z.string()) });

export function scopesReport(payload: unknown): Report {
  return { kind: 'scopes-changed', scopes: scopes.parse(payload).current };
}
