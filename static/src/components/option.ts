/** One choice of a field; `value` is what is kept. */
export type Option = { readonly value: string; readonly label: string };
