import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach, type Account } from './account';
import { binariesIn, ensureExecutable, type PostgresBinaries } from './binaries';

/**
 * A folder outside the checkout that the server's account can reach: needed where root's checkout lies below a closed folder such as
 * `/root`. It is remembered in `stateFolder` and names that folder in turn, so that a copied checkout gets its own.
 */
export function outsideFolder(stateFolder: string, account: Account, log: (line: string) => void): string {
  const remembered = rememberedOutsideFolder(stateFolder);
  if (remembered) return remembered;
  const parent = ['/var/tmp', tmpdir(), '/var/lib'].find((folder) => existsSync(folder) && canReach(account, folder));
  if (!parent) {
    throw new Error(
      `${account?.name ?? 'The server'} can reach neither this checkout nor /var/tmp. Move the checkout out of a closed folder ` +
        '(`chmod o+x` on the folders above it also helps), or set DATABASE_URL and DATABASE_OWNER_URL.',
    );
  }
  const folder = mkdtempSync(join(parent, 'kindred-'));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'belongs-to'), stateFolder);
  writeFileSync(noteIn(stateFolder), folder);
  log(`PostgreSQL: ${account?.name} cannot enter this checkout, so its programs and data are in ${folder}`);
  return folder;
}

export function rememberedOutsideFolder(stateFolder: string): string | undefined {
  try {
    const folder = readFileSync(noteIn(stateFolder), 'utf8').trim();
    const isOurs =
      statSync(folder).uid === process.getuid?.() && readFileSync(join(folder, 'belongs-to'), 'utf8') === stateFolder;
    return isOurs ? folder : undefined;
  } catch {
    return undefined;
  }
}

const noteIn = (stateFolder: string) => join(stateFolder, 'postgres-outside');

/** The packaged programs, or a copy of them where the account cannot reach the package. */
export function reachableBinaries(
  packaged: PostgresBinaries,
  account: Account,
  outside: () => string,
): PostgresBinaries {
  ensureExecutable(packaged);
  if (canReach(account, packaged.postgres)) return packaged;
  const stats = statSync(packaged.postgres);
  const copy = join(outside(), `programs-${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}`);
  if (!existsSync(copy)) copyWhole(packaged.folder, copy);
  return binariesIn(copy);
}

/** Copies under another name first: a copy that was cut short is never taken for a whole one. */
function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, to);
}
