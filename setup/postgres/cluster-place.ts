import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canReach, serverAccount, type Account } from './account';
import { packagedBinaries } from './binaries';
import { outsideFolder, reachableBinaries, rememberedOutsideFolder } from './outside-folder';
import type { ServerPlace } from './server-process';

/**
 * Where a cluster's programs, data and log are, and whose they are. All stay in `dir` unless the server's account cannot get there.
 * @param dir folder of the cluster, such as `.kindred/postgres`; made if missing
 */
export function placeOf(dir: string, log: (line: string) => void): ServerPlace {
  mkdirSync(dir, { recursive: true });
  const folder = realpathSync(dir);
  const account = serverAccount(join(folder, 'data'));
  // Entered, not listed: the server's account has to pass through on the way to its data.
  if (account) chmodSync(folder, 0o711);
  const stateFolder = dirname(folder);
  const outside = () => outsideFolder(stateFolder, account, log);
  return {
    dataFolder: dataFolderOf(folder, account, outside),
    logFile: join(folder, 'server.log'),
    binaries: reachableBinaries(packagedBinaries(), account, outside),
    account,
  };
}

function dataFolderOf(folder: string, account: Account, outside: () => string): string {
  const inside = join(folder, 'data');
  const remembered = rememberedOutsideFolder(dirname(folder));
  const earlier = remembered && join(remembered, basename(folder), 'data');
  if (earlier && existsSync(earlier)) return earlier;
  if (canReach(account, folder)) return inside;
  const moved = join(outside(), basename(folder), 'data');
  mkdirSync(dirname(moved), { recursive: true, mode: 0o711 });
  if (existsSync(inside)) moveWithOwners(inside, moved);
  return moved;
}

/** `mv` keeps owners also across file systems. */
function moveWithOwners(from: string, to: string): void {
  const done = spawnSync('mv', [from, to], { encoding: 'utf8' });
  if (done.status !== 0)
    throw new Error(`${from} could not be moved to ${to}: ${done.stderr.trim()}. Make room there, then run again.`);
}
