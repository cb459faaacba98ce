/** Longer ones break in some mail programs, and no shop has them. */
const LONGEST = 1_500;

/**
 * Whether we lead a reader to an address: to the web alone, in full, and to nothing that shows itself as another place than it is
 * (`https://shop.example@elsewhere.example`).
 */
export function isSafeTarget(target: string): boolean {
  if (target.length > LONGEST || /[\s\\\p{Cc}]/u.test(target) || !URL.canParse(target)) return false;
  const { protocol, username, password, hostname } = new URL(target);
  return ['http:', 'https:'].includes(protocol) && !username && !password && hostname !== '';
}
