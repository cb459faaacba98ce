/**
 * The bytes of an open file as memory of this process, without a copy: processes that map the same file share the pages, and the system may take them
 * back while nobody reads, as the file has them. What is written into it stays this process's own (a page is copied when it is written to). The file
 * may be closed, renamed and removed at once, but must never become shorter: reading behind its end kills a process. The memory must not be transferred
 * (`ArrayBuffer.transfer`): it is given back when this very object is reachable no more, by itself or by any array over it.
 */
export type MapFile = (fileDescriptor: number, length: number) => ArrayBuffer;

/** Where the numbers below hold. Windows maps by other functions; 32 bits have no room for it. */
const PLATFORMS = ['linux', 'darwin', 'freebsd'].flatMap((system) => [`${system}-x64`, `${system}-arm64`]);
const READ_AND_WRITE = 0x1 | 0x2;
const PRIVATE = 0x2;
/** What mmap answers where it refuses: −1 as an address. */
const REFUSED = 2n ** 64n - 1n;

/** Throws where files cannot be mapped: no such platform, or its part of koffi is not installed. */
export async function loadMapFile(platform = `${process.platform}-${process.arch}`): Promise<MapFile> {
  if (!PLATFORMS.includes(platform)) throw new Error(`files are not mapped on ${platform}`);
  const { default: koffi } = await import('koffi');
  const c = koffi.load(null);
  const mmap = c.func('void *mmap(void *address, size_t length, int protection, int flags, int file, int64_t offset)');
  const munmap = c.func('int munmap(void *address, size_t length)');
  const unmap = ({ address, length }: { address: bigint; length: number }) => void munmap(address, length);
  // An array over a buffer holds it, and nobody else has the address: once the buffer is gone nothing can read there any more.
  const gone = new FinalizationRegistry(unmap);
  return (fileDescriptor, length) => {
    const address = mmap(null, length, READ_AND_WRITE, PRIVATE, fileDescriptor, 0) as bigint;
    if (address === REFUSED) throw new Error(`${length} bytes of a file could not be mapped: error ${koffi.errno()}`);
    const memory = koffi.view(address, length);
    gone.register(memory, { address, length });
    return memory;
  };
}
