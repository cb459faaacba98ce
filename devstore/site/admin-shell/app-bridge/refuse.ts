/** What the real App Bridge refuses is refused here, and said in the console, where a test sees it. */
export function refuse(message: string): never {
  complain(message);
  throw new Error(`App Bridge: ${message}`);
}

/** Says what is wrong where the real one would go on, with something missing. */
export function complain(message: string): void {
  console.error(`App Bridge (stand-in): ${message}`);
}
