const NAME_WIDTH = 16;
const TICK_MS = 5_000;

/**
 * Runs one phase of set-up and prints one line when it ends, with its seconds; while it lasts, a line every five seconds.
 * `work` gets a function that notes what it is at; when the phase ends the last note is part of its line.
 * @type {<T>(name: string, work: (say: (note: string) => void) => Promise<T>, write?: (line: string) => void) => Promise<T>}
 */
export const phase = async (name, work, write = (line) => console.log(line)) => {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  let note = '';
  const line = (/** @type {string} */ text) => write(`  ${name.padEnd(NAME_WIDTH)} ${text}`);
  const ticker = setInterval(
    () => line(`${note ? `${note}, ` : ''}${Math.round(Number(seconds()))} s so far`),
    TICK_MS,
  );
  try {
    const result = await work((text) => (note = text));
    line(`${note || 'ready'}, ${seconds()} s`);
    return result;
  } catch (error) {
    line(`failed after ${seconds()} s`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
};
