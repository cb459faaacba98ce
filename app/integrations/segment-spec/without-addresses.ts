import { join } from './plain-values';

const ADDRESS = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+\.[^\s@"'<>(),;:]+/;

/** Whether a text has an email address in it. */
export const holdsAddress = (text: string): boolean => text.includes('@') && ADDRESS.test(text);

/**
 * The same members without those whose name or value holds an email address, and the paths of what was left out: what is kept of events and
 * properties names nobody, and addresses lie in the vault alone. Expects what `plainProblem` let pass.
 */
export function withoutAddresses(
  members: Record<string, unknown>,
  path: string,
): { kept: Record<string, unknown>; leftOut: string[] } {
  const leftOut: string[] = [];
  return { kept: cleanMembers(members, path, leftOut), leftOut };
}

function cleanMembers(members: Record<string, unknown>, path: string, leftOut: string[]): Record<string, unknown> {
  const kept = Object.entries(members).flatMap(([name, value]) => {
    const at = join(path, name);
    if (!holdsAddress(name) && !(typeof value === 'string' && holdsAddress(value)))
      return [[name, clean(value, at, leftOut)]];
    leftOut.push(holdsAddress(name) ? path : at);
    return [];
  });
  return Object.fromEntries(kept) as Record<string, unknown>;
}

function clean(value: unknown, path: string, leftOut: string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return cleanMembers(value as Record<string, unknown>, path, leftOut);
  return value.flatMap((each: unknown, index) => {
    const at = join(path, String(index));
    if (typeof each !== 'string' || !holdsAddress(each)) return [clean(each, at, leftOut)];
    leftOut.push(at);
    return [];
  });
}
