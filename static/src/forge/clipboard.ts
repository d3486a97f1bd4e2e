/** Puts text on the clipboard. False where the browser doesn't let a frame do that: the person copies by hand then. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
