import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The system account the server runs under; undefined means the one that runs this process. */
export type Account = { uid: number; gid: number; name: string } | undefined;

/**
 * PostgreSQL refuses to run as root. Anyone else runs it as themselves; root runs it as the data folder's owner where there is one,
 * else as `postgres` (made if missing), else as `nobody`.
 */
export function serverAccount(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(dataFolder);
  if (owner && owner.uid !== 0) return { ...owner, name: `user ${owner.uid}` };
  return lookUp('postgres') ?? createPostgresAccount() ?? nobodyAccount();
}

function ownerOf(folder: string): { uid: number; gid: number } | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats && { uid: stats.uid, gid: stats.gid };
}

function lookUp(name: string): Account {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g'), name };
  } catch {
    return undefined;
  }
}

function createPostgresAccount(): Account {
  spawnSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' });
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  return lookUp('postgres');
}

function nobodyAccount(): Account {
  const nobody = lookUp('nobody');
  if (nobody) return nobody;
  throw new Error(
    'PostgreSQL does not run as root, and this system has no user "postgres" or "nobody" to run it as. ' +
      'Add one (`useradd --system postgres`), run as another user, or set DATABASE_URL and DATABASE_OWNER_URL.',
  );
}

/** Whether the account can reach a folder or program: each folder above it must let the account through. Asks the system itself. */
export function canReach(account: Account, path: string): boolean {
  if (!account) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    ...spawnOptions(account),
    stdio: 'ignore',
  });
  if (probe.error) {
    throw new Error(
      `Root may not act as ${account.name} here (${probe.error.message}), and PostgreSQL does not run as root. ` +
        'Run as another user, or set DATABASE_URL and DATABASE_OWNER_URL.',
      { cause: probe.error },
    );
  }
  return probe.status === 0;
}

/** None of the caller's PG* or locale variables; the type asks for whatever some package declared, which the server does not. */
const serverEnvironment = () =>
  ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }) as Record<
    string,
    string
  > as NodeJS.ProcessEnv;

/** Options for a child process of the server's: its account, an environment of its own, and a folder it can enter. */
export function spawnOptions(account: Account): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return { cwd: '/', env: serverEnvironment(), ...(account && { uid: account.uid, gid: account.gid }) };
}
