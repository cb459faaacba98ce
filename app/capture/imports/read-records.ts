import { CsvError, parse } from 'csv-parse';

/** Opens a UTF-8 text at a byte. */
export type TextSource = (from: number) => AsyncIterable<Uint8Array>;

/** Where a row stands: the byte after it and its lines in the file, counted from 1. */
interface Place {
  end: number;
  line: number;
  lastLine: number;
}

export type ReadRecord = Place & ({ kind: 'row'; fields: string[] } | { kind: 'broken' });

export interface ReadFrom {
  delimiter: string;
  position: number;
  /** Lines before that position. */
  line: number;
}

/** A row of more is none: a quote was opened that nobody closed. */
export const LARGEST_ROW_BYTES = 262_144;

interface Parsed {
  fields: string[];
  /** Bytes up to its end, and empty lines before it, from where reading began. */
  bytes: number;
  emptyLines: number;
}

/**
 * The rows of a CSV text (RFC 4180, whatever ends its lines) from a position on, one at a time. A row that cannot be read is told as broken, and
 * reading goes on with the line after its first.
 */
export async function* readRecords(open: TextSource, from: ReadFrom): AsyncGenerator<ReadRecord> {
  let { position, line } = from;
  for (;;) {
    const isRead = yield* readUntilBroken(open, { ...from, position, line }, (end, lastLine) => {
      [position, line] = [end, lastLine];
    });
    if (isRead) return;
    position = await nextLineAt(open, position);
    line += 1;
    yield { kind: 'broken', end: position, line, lastLine: line };
  }
}

/** Returns whether it came to the end. Rows before a broken one are told before it. */
async function* readUntilBroken(
  open: TextSource,
  { delimiter, position, line }: ReadFrom,
  note: (end: number, lastLine: number) => void,
): AsyncGenerator<ReadRecord, boolean> {
  const parser = startParser(delimiter);
  const place = (parsed: Parsed, rows: number, within: number): Place => {
    const lastLine = line + rows + parsed.emptyLines + within;
    return { end: position + parsed.bytes, line: lastLine - linesWithin(parsed.fields), lastLine };
  };
  let [rows, within] = [0, 0];
  for await (const bytes of endingWith(open(position), null)) {
    const { parsed, isBroken } = await parser(bytes);
    for (const each of parsed) {
      rows += 1;
      within += linesWithin(each.fields);
      const at = place(each, rows, within);
      note(at.end, at.lastLine);
      yield { kind: 'row', fields: each.fields, ...at };
    }
    if (isBroken) return false;
  }
  return true;
}

async function* endingWith<T, End>(items: AsyncIterable<T>, end: End): AsyncGenerator<T | End> {
  yield* items;
  yield end;
}

/** A parser as a function of the next bytes, or of null at the end, to the rows that end in them. What comes after a broken row it does not read. */
function startParser(delimiter: string) {
  let parsed: Parsed[] = [];
  const parser = parse({
    ...{ delimiter, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: LARGEST_ROW_BYTES },
    ...{ relax_quotes: true, relax_column_count: true, skip_empty_lines: true },
    // Nothing is left to the stream's buffer: what that holds is lost when a row is broken.
    on_record: (fields: string[], { bytes, empty_lines: emptyLines }) => {
      parsed.push({ fields, bytes, emptyLines });
      return null;
    },
  });
  parser.on('error', () => undefined).resume();
  return async (bytes: Uint8Array | null): Promise<{ parsed: Parsed[]; isBroken: boolean }> => {
    parsed = [];
    const error = await new Promise<Error | null | undefined>((done) => {
      if (bytes) parser.write(bytes, done);
      else parser.end().once('error', done).once('end', done);
    });
    if (error && !(error instanceof CsvError)) throw error;
    return { parsed, isBroken: Boolean(error) };
  };
}

const linesWithin = (fields: string[]): number =>
  fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/** After the end of the first line that is not empty; CR and LF together are one end. */
async function nextLineAt(open: TextSource, from: number): Promise<number> {
  let at = from;
  let last = 0;
  let state: 'before' | 'within' | 'after' = 'before';
  for await (const bytes of open(from))
    for (const byte of bytes) {
      const isEnd = byte === 0x0a || byte === 0x0d;
      if (state === 'after' && !(byte === 0x0a && last === 0x0d)) return at;
      if (state === 'after') return at + 1;
      if (!isEnd) state = 'within';
      else if (state === 'within') state = 'after';
      at += 1;
      last = byte;
    }
  return at;
}
