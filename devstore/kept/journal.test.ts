import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from './journal';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

let file: string;
let count = 0;
beforeEach(() => void (file = join(folder, `${(count += 1)}`, 'journal.jsonl')));

const reopened = () => openJournal<unknown>(file).earlier();

describe('a journal', () => {
  test('gives after a restart what was noted, in order', () => {
    const journal = openJournal<unknown>(file);
    expect(journal.earlier()).toEqual([]);
    journal.note({ kind: 'granted', at: new Date(1) });
    journal.flush();
    journal.note('second');
    journal.flush();
    expect(reopened()).toEqual([{ kind: 'granted', at: new Date(1) }, 'second']);
  });

  test('writes a turn of the event loop as one line, of itself', async () => {
    const journal = openJournal<number>(file);
    journal.note(1);
    journal.note(2);
    expect(readFileSync(file, 'utf8')).toBe('');
    await Promise.resolve();
    journal.note(3);
    await Promise.resolve();
    expect(readFileSync(file, 'utf8')).toBe('[1,2]\n[3]\n');
  });

  test('is read up to its last whole turn, wherever a kill cut it, and goes on from there', () => {
    const turns = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(turns, fc.nat(), (written, cut) => {
        rmSync(file, { force: true });
        const journal = openJournal<string>(file);
        const sizes = written.map((turn) => {
          for (const fact of turn) journal.note(fact);
          journal.flush();
          return statSync(file).size;
        });
        const left = cut % (Number(sizes.at(-1)) + 1);
        truncateSync(file, left);
        const whole = written.filter((_, index) => Number(sizes[index]) <= left).flat();
        const again = openJournal<string>(file);
        expect(again.earlier()).toEqual(whole);
        again.note('after');
        again.flush();
        expect(reopened()).toEqual([...whole, 'after']);
      }),
    );
  });

  test('is replaced in one step, and what is noted later comes after', () => {
    const journal = openJournal<string>(file);
    for (const fact of ['old', 'older']) journal.note(fact);
    journal.replace(['new']);
    journal.note('newer');
    journal.flush();
    expect(reopened()).toEqual(['new', 'newer']);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test('that was killed while it was being replaced still has the old facts', () => {
    const journal = openJournal<string>(file);
    journal.note('old');
    journal.flush();
    writeFileSync(`${file}.new`, '["half');
    expect(reopened()).toEqual(['old']);
  });

  test('that is damaged further up is refused, with the line and the remedy', () => {
    const journal = openJournal<string>(file);
    journal.note('good');
    journal.flush();
    appendFileSync(file, 'nonsense\n["good"]\n');
    expect(reopened).toThrow(`${file}, line 2 cannot be read. Begin anew with --reset.`);
  });

  test('can be read by its owner alone', () => {
    openJournal(file);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
