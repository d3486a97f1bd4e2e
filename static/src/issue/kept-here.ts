/** Is something kept there in this browser? Said without what reads it, which is loaded when it is needed. */
export const isKeptHere = (key: string): boolean => {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false; // blocked storage: nothing is kept
  }
};
