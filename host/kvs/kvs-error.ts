/** A refusal of the store, as its REST API answers it: a status and `{code, message}`. */
export class KvsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The ordinary refusal: 400 with a code of storage-reference/handling-errors-kvs or handling-errors-customentities. */
export const badRequest = (code: string, message: string) => new KvsError(400, code, message);
