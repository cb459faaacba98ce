import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A world whose ports were taken by others meanwhile gets other ones: what its kept files say of its own addresses is put right, as a
 * domain keeps its name whatever machine it leads to. Doing it twice does no harm.
 */
export function moveAddresses(dir: string, { from, to }: { from: number[]; to: number[] }): void {
  const moved = new Map(from.map((port, index) => [String(port), String(to[index] ?? port)]));
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => /\.jsonl?$/.test(name)) : [];
  for (const file of names.map((name) => join(dir, name))) {
    const text = readFileSync(file, 'utf8');
    const put = text.replace(
      /\b(localhost|127\.0\.0\.1):(\d+)/g,
      (_all, host: string, port: string) => `${host}:${moved.get(port) ?? port}`,
    );
    if (put === text) continue;
    writeFileSync(`${file}.new`, put, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}
