/** Classes of SQLSTATE that say that the data is at fault, not the database: 22 (data exception), 23 (integrity). */
const ABOUT_DATA = /\b2[23][0-9A-Z]{3}\b/;

/** Whether the database refused what it was given. An outage, or a bug's exception, is something else and is tried again. */
export function isAboutData(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, meta } = error as { code?: unknown; message?: unknown; meta?: unknown };
  if (typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code)) return true;
  const isPrisma = typeof code === 'string' && /^P2\d{3}$/.test(code);
  return isPrisma && (code === 'P2000' || ABOUT_DATA.test(`${JSON.stringify(meta)} ${String(message)}`));
}
