/** What the store will not do, told with the thing it is about and the remedy. `code` is stable, for tests and the storefront. */
export class StoreRefusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = 'StoreRefusal';
    this.code = code;
  }
}

export type RefusalCode =
  'not-found' | 'invalid' | 'sold-out' | 'empty-cart' | 'no-contact' | 'already-completed' | 'taken';
