import { readFileSync } from 'node:fs';

/** What a process has in memory, in bytes; a page that several have mapped counts to each in equal parts in `proportional`. */
export interface Memory {
  resident: number;
  proportional: number;
  /** Pages that no other process has. */
  own: number;
}

/** All that a process has (Linux). */
export const memoryOf = (pid: number): Memory => summed(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));

/** What it has of files below a folder (Linux). */
export function memoryOfFiles(pid: number, folder: string): Memory {
  const mappings = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  return summed(mappings.filter((mapping) => mapping.split('\n', 1)[0]?.includes(` ${folder}/`)).join('\n'));
}

function summed(text: string): Memory {
  const bytes = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'gm'))].reduce(
      (sum, [, kB]) => sum + Number(kB) * 1_024,
      0,
    );
  const own = bytes('Private_Clean') + bytes('Private_Dirty');
  return { resident: bytes('Rss'), proportional: bytes('Pss'), own };
}
