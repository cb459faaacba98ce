import { spawn } from 'node:child_process';

// Loaded ahead of a program (`node --import …`) that set-up runs: when set-up is killed, the channel between them closes, and the
// program ends too with all it started, as if by Ctrl-C; three seconds later at the latest.
process.channel?.unref();
process.once('disconnect', () => {
  // Set-up makes such a program the leader of a group; in the terminal's own group it answers for itself alone.
  const group = isGroup(process.pid) ? -process.pid : process.pid;
  // Outlives the group, to see to its end.
  const reaper = ['-c', 'sleep 3; kill -s KILL -- "$1" 2>/dev/null', 'sh', String(group)];
  spawn('/bin/sh', reaper, { detached: true, stdio: 'ignore' }).unref();
  process.kill(group, 'SIGINT');
});

/** @param {number} pid */
function isGroup(pid) {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}
