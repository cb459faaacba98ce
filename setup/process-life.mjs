import { readFileSync } from 'node:fs';

/**
 * What the kernel says of a process: its name, state letter, parent and when it began (in ticks since boot). Null where there is no /proc.
 * Two processes that got the same number one after the other differ in when they began.
 * @param {number} pid
 */
function kernelRecord(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may itself hold spaces and parentheses: the fields are counted from the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    return { name, state: fields[0], parent: Number(fields[1]), birth: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/**
 * Who waits for this process: its parent, and the parent's own where the parent is only a shell that runs one command. The ids change
 * when one of them is killed.
 * @returns {number[]}
 */
export function callers() {
  const parent = kernelRecord(process.ppid);
  return parent && /^(ba|da|z|k)?sh$/.test(parent.name) ? [process.ppid, parent.parent] : [process.ppid];
}

/**
 * When a process began; an empty string where the system does not tell.
 * @param {number} pid
 * @returns {string}
 */
export function birthOf(pid) {
  return kernelRecord(pid)?.birth ?? '';
}

/**
 * Whether a process is running: one that ended but was never waited for (a zombie) is not, nor is a later one with the same number.
 * @param {number} pid
 * @param {string} [birth] what `birthOf` said when the process was noted; empty when unknown
 * @returns {boolean}
 */
export function isAlive(pid, birth = '') {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  const record = kernelRecord(pid);
  if (record === null) return true;
  return record.state !== 'Z' && record.state !== 'X' && (birth === '' || birth === record.birth);
}
