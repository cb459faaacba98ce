import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createLog } from './append-only-log';
import { createWorldClock } from './world-clock';

interface Entry {
  kind: string;
  to?: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'append-only-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixedClock = () => createWorldClock({ systemNow: () => Date.parse('2026-11-22T09:00:00Z') });
const kinds = (log: { all(): { entry: Entry }[] }) => log.all().map((each) => each.entry.kind);

describe('the append-only log', () => {
  test('stamps sequence, business time, system time and monotonic time', async () => {
    const clock = fixedClock();
    await clock.advance(3_600_000);
    const log = createLog<Entry>({ clock });
    const before = performance.now();
    const first = log.append({ kind: 'request' });
    const second = log.append({ kind: 'accepted' });
    expect(first).toMatchObject({ seq: 1, at: '2026-11-22T10:00:00.000Z', receivedAt: '2026-11-22T09:00:00.000Z' });
    expect(second.seq).toBe(2);
    expect(first.monotonicMs).toBeGreaterThanOrEqual(before);
    expect(second.monotonicMs).toBeGreaterThanOrEqual(first.monotonicMs);
    expect(log.all()).toEqual([first, second]);
  });

  test('holds snapshots that nobody can change', () => {
    const log = createLog<Entry>({ clock: fixedClock() });
    const entry: Entry = { kind: 'request', to: ['a@example.com'] };
    log.append(entry);
    entry.kind = 'changed';
    entry.to?.push('b@example.com');
    expect(log.all()[0]?.entry).toEqual({ kind: 'request', to: ['a@example.com'] });
    expect(() => log.all()[0]?.entry.to?.push('c@example.com')).toThrow(TypeError);
    log.all().pop();
    expect(log.all()).toHaveLength(1);
  });

  test('waitFor gives the first past entry, or the first future one', async () => {
    const log = createLog<Entry>({ clock: fixedClock() });
    log.append({ kind: 'a' });
    log.append({ kind: 'a' });
    const isA = (entry: Entry) => entry.kind === 'a';
    expect((await log.waitFor(isA, { what: 'an a', timeoutMs: 10 })).seq).toBe(1);
    const future = log.waitFor((entry) => entry.kind === 'b', { what: 'a b', timeoutMs: 1_000 });
    log.append({ kind: 'c' });
    log.append({ kind: 'b' });
    log.append({ kind: 'b' });
    expect((await future).seq).toBe(4);
  });

  test('tells listeners of each new entry until they stop', () => {
    const log = createLog<Entry>({ clock: fixedClock() });
    log.append({ kind: 'before' });
    const heard: string[] = [];
    const stop = log.onAppend(({ seq, entry }) => heard.push(`${seq} ${entry.kind}, of ${log.all().length}`));
    log.append({ kind: 'a' });
    stop();
    log.append({ kind: 'b' });
    expect(heard).toEqual(['2 a, of 2']);
  });

  test('waitFor names what was awaited and shows what came instead', async () => {
    const log = createLog<Entry>({ clock: fixedClock() });
    await expect(log.waitFor(() => true, { what: 'anything', timeoutMs: 1 })).rejects.toThrow('The log is empty.');
    log.append({ kind: 'delivery' });
    const never = log.waitFor((entry) => entry.kind === 'bounce', { what: 'a bounce for ana', timeoutMs: 1 });
    await expect(never).rejects.toThrow(
      /within 1 ms: a bounce for ana\. It holds 1; the last:\n#1 {"kind":"delivery"}/,
    );
  });

  test('a predicate that throws fails its own wait, not the append', async () => {
    const log = createLog<Entry>({ clock: fixedClock() });
    const broken = log.waitFor(
      () => {
        throw new Error('bad predicate');
      },
      { what: 'x', timeoutMs: 1_000 },
    );
    const other = log.waitFor(() => true, { what: 'y', timeoutMs: 1_000 });
    expect(log.append({ kind: 'a' }).seq).toBe(1);
    await expect(broken).rejects.toThrow('bad predicate');
    expect((await other).seq).toBe(1);
  });
});

describe('a log with a file', () => {
  test('writes one JSON line an entry, in a folder it makes', () => {
    const file = join(folder, 'new', 'postmark.jsonl');
    const log = createLog<Entry>({ clock: fixedClock(), file });
    log.append({ kind: 'line\nbreak' });
    log.append({ kind: 'b' });
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toEqual(log.all());
  });

  test('continues an earlier run', () => {
    const file = join(folder, 'continued.jsonl');
    createLog<Entry>({ clock: fixedClock(), file }).append({ kind: 'first run' });
    const log = createLog<Entry>({ clock: fixedClock(), file });
    expect(log.append({ kind: 'second run' }).seq).toBe(2);
    expect(kinds(log)).toEqual(['first run', 'second run']);
  });

  test('leaves out a last line that a crash cut short, now and after the next run', () => {
    const file = join(folder, 'torn.jsonl');
    createLog<Entry>({ clock: fixedClock(), file }).append({ kind: 'whole' });
    appendFileSync(file, '{"seq":2,"at":"2026-');
    const log = createLog<Entry>({ clock: fixedClock(), file });
    log.append({ kind: 'after' });
    expect(kinds(log)).toEqual(['whole', 'after']);
    expect(kinds(createLog<Entry>({ clock: fixedClock(), file }))).toEqual(['whole', 'after']);
  });

  test('refuses a file that is something else', () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'shopping list\n');
    expect(() => createLog<Entry>({ clock: fixedClock(), file })).toThrow(/notes\.txt, line 1 is not a log entry/);
  });
});
