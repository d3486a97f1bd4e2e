const BYTES_PER_MB = 2 ** 20;

/** How often a sandbox looks at what it holds, in ms. */
const LOOK_EVERY_MS = 50;

/**
 * Watches what this thread takes: V8's heap, and the buffers beside it, for which a worker's resourceLimits have no limit. What is garbage but not yet
 * collected counts, as it does in the cloud. `tooMuch` is called when it is more than `memoryMb`. Returns a look to be taken out of turn, before what a
 * function has taken is given back.
 */
export function watchMemory(memoryMb: number, tooMuch: () => void): () => boolean {
  const look = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage(); // of this thread, unlike rss
    const isTooMuch = heapUsed + arrayBuffers > memoryMb * BYTES_PER_MB;
    if (isTooMuch) tooMuch();
    return isTooMuch;
  };
  setInterval(look, LOOK_EVERY_MS).unref();
  return look;
}
