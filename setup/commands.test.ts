import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from './commands';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => vi.restoreAllMocks());

describe('runCommand', () => {
  it.each(['nonsense', 'toString', '__proto__', 'bench'])('refuses %s and says what there is', async (name) => {
    expect(await runCommand([name])).toBe(2);
    expect(said).toEqual([
      expect.stringMatching(
        `^There is no command "${name}"\\. There are: setup, .*, bench:NAME, chaos, chaos:NAME\\.$`,
      ),
    ]);
  });

  it('refuses a bench that is not there, and one outside of bench/', async () => {
    await expect(runCommand(['bench:none-such'])).rejects.toThrow(/There is no bench\/none-such\.ts\. There are: /);
    await expect(runCommand(['bench:../setup/commands'])).rejects.toThrow(/There is no bench\//);
  });
});
