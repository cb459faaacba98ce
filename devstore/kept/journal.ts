import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fromPlainJson, toPlainJson } from './plain-json';

/**
 * What a part of the world has to remember when its process is killed: facts in the order in which they came about.
 *
 * What is noted in one turn of the event loop is one line of a file, written before anything that follows from it leaves the process: a
 * kill leaves all of a turn or nothing. It survives the process, not a power cut: nothing is forced to the disk.
 */
export interface Journal<Fact> extends JournalWriter<Fact> {
  /** The facts of earlier runs, oldest first; read anew at each call. */
  earlier(): Fact[];
  /** Puts these facts in the place of all earlier ones, in one step. */
  replace(facts: Iterable<Fact>): void;
}

export interface JournalWriter<Fact> {
  /** Adds a fact to this turn's line. */
  note(fact: Fact): void;
  /** Writes this turn's line now: for those who answer somebody within the turn. */
  flush(): void;
}

/** The journal of a world that is not kept. */
export function forgetfulJournal<Fact>(): Journal<Fact> {
  return { earlier: () => [], note: () => undefined, flush: () => undefined, replace: () => undefined };
}

/** Opens a journal's file, or begins it. A line that a kill cut short is taken off; a damaged one further up is refused with the remedy. */
export function openJournal<Fact>(file: string): Journal<Fact> {
  mkdirSync(dirname(file), { recursive: true });
  cutTornEnd(file);
  let descriptor = openSync(file, 'a', 0o600);
  let turn: Fact[] = [];

  const flush = () => {
    if (turn.length === 0) return;
    const line = `${toPlainJson(turn)}\n`;
    turn = [];
    writeWhole(descriptor, line);
  };
  return {
    earlier: () => readFacts(file),
    note(fact) {
      turn.push(fact);
      if (turn.length === 1) queueMicrotask(flush);
    },
    flush,
    replace(facts) {
      flush();
      const fresh = openSync(`${file}.new`, 'w', 0o600);
      for (const fact of facts) writeWhole(fresh, `${toPlainJson([fact])}\n`);
      renameSync(`${file}.new`, file);
      closeSync(descriptor);
      descriptor = fresh;
    },
  };
}

/** A write may take only part of what it is given. */
function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

function cutTornEnd(file: string): void {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  const wholeBytes = bytes.lastIndexOf('\n') + 1;
  if (wholeBytes === bytes.length) return;
  const descriptor = openSync(file, 'r+');
  ftruncateSync(descriptor, wholeBytes);
  closeSync(descriptor);
}

function readFacts<Fact>(file: string): Fact[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.flatMap((line, index) => {
    try {
      return fromPlainJson<Fact[]>(line);
    } catch (error) {
      throw new Error(`${file}, line ${index + 1} cannot be read. Begin anew with --reset.`, { cause: error });
    }
  });
}
