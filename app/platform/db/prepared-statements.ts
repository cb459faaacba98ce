/** Executions after which a statement is prepared: what is asked less often costs a connection more memory than it saves time. */
const OFTEN = 5;
/** Each takes some ten kilobytes of every connection. */
const MOST_PREPARED = 300;
/** Texts that are counted; an older one begins anew. Lists of changing length have a text for each length. */
const MOST_COUNTED = 2_000;

/**
 * Names for the statements that a process asks again and again, so that PostgreSQL parses and plans them once a connection. The same text has the
 * same name on every connection.
 */
export class PreparedStatements {
  private readonly names = new Map<string, string>();
  /** How often each was asked, the longest unasked first. */
  private readonly counts = new Map<string, number>();

  /** The name under which to ask it; undefined: as it is, unnamed. */
  nameOf(text: string): string | undefined {
    return this.names.get(text) ?? this.count(text);
  }

  private count(text: string): string | undefined {
    if (this.names.size >= MOST_PREPARED) return undefined;
    const times = (this.counts.get(text) ?? 0) + 1;
    this.counts.delete(text);
    if (times < OFTEN) {
      this.counts.set(text, times);
      this.forgetOldest();
      return undefined;
    }
    const name = `often-${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }

  private forgetOldest(): void {
    if (this.counts.size <= MOST_COUNTED) return;
    const [oldest] = this.counts.keys();
    this.counts.delete(oldest as string);
  }
}
