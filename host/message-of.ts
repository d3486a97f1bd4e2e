/** The sentence of anything thrown, also of an error that another realm (a worker) made. */
export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
