import { pino, type Logger } from 'pino';

export type { Logger };

/** One JSON object a line on standard output. Personal data and secrets are not logged; these paths are the second fence. */
export function createLogger(level: string, name: string): Logger {
  return pino({
    name,
    level,
    redact: { paths: ['email', '*.email', 'accessToken', '*.accessToken', 'authorization', '*.authorization'] },
  });
}
