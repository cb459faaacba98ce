/** What a text says that holds JSON; null where it is none, or no text at all: the schema it is read by says what is wrong then. */
export function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
