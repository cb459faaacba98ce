/** The body of every error that Postmark answers, and of a failed message inside a batch. */
export interface ErrorBody {
  ErrorCode: number;
  Message: string;
}

/** Ends a request with Postmark's error. Nearly all of them are HTTP 422; the class of the client's error follows the HTTP status. */
export class ApiError extends Error {
  constructor(
    readonly errorCode: number,
    message: string,
    readonly httpStatus = 422,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** Nearly always an `ErrorBody`. */
  get body(): object {
    return errorBody(this.errorCode, this.message);
  }
}

export const errorBody = (ErrorCode: number, Message: string): ErrorBody => ({ ErrorCode, Message });
