import { pipeline } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { openFile } from './open-file';

/** One record of a CSV file; its lines counted from 1 at the top of the file. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/** A quote that is opened in the record at `line` and closed too late, if at all: what follows cannot be told apart. */
export class UnclosedQuote extends Error {
  override readonly name = 'UnclosedQuote';

  constructor(readonly line: number) {
    super(`a quote opened in line ${line} is never closed`);
  }
}

/** No row of an export comes near this many bytes: what is longer has a quote that is never closed. */
const LONGEST_RECORD = 1 << 20;

/**
 * The records of a file from a line on, in bounded memory. `width` is the number of fields that a record should have; it tells a field
 * with line breaks in it from a quote that swallows the lines below. 0: take the first record's.
 */
export async function* readRecords(file: string, fromLine: number, width: number): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  pipeline(await openFile(file, fromLine), parser, () => undefined);
  let [lastLine, emptyLines, expected] = [fromLine - 1, 0, width];
  try {
    for await (const { record: fields, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = lastLine + 1 + info.empty_lines - emptyLines;
      [lastLine, emptyLines] = [fromLine - 1 + info.lines, info.empty_lines];
      expected ||= fields.length;
      if (lastLine > line && swallowsLines(fields, expected)) throw new UnclosedQuote(line);
      yield { line, fields };
    }
  } catch (error) {
    throw readable(error, file, lastLine + 1);
  }
}

/** A record over several lines is sound if it has the right number of fields and each quote in it was closed in time. */
const swallowsLines = (fields: string[], expected: number): boolean =>
  fields.length !== expected || fields.some((field) => field.startsWith('"') && /[\r\n]/.test(field));

function readable(error: unknown, file: string, line: number): unknown {
  if (error instanceof CsvError && /^CSV_(QUOTE_NOT_CLOSED|MAX_RECORD_SIZE)$/.test(error.code))
    return new UnclosedQuote(line);
  if (error instanceof Error && /^Z_/.test(String((error as NodeJS.ErrnoException).code))) {
    return new Error(`${file}: the packed file is damaged (${error.message}); pack or download it again`);
  }
  return error;
}
