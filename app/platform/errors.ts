/** Input a person can mend: names the field, what is wrong with it and what to do. */
export class InputError extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${field}: ${problem}. ${remedy}`);
    this.name = 'InputError';
  }
}

/** For `switch` over a union: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`a case nobody thought of: ${JSON.stringify(value)}`);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
