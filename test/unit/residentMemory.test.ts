import { expect, it } from 'vitest';
import { parseProcStatus, parsePs, parseTasklist, residentMemory } from '../../runtime/node/residentMemory';

it('reads Linux: what there is, and what there was at most', () => {
  const status = 'Name:\tnode\nVmPeak:\t  999 kB\nVmHWM:\t   52000 kB\nVmRSS:\t   48000 kB\n';
  expect(parseProcStatus(status)).toEqual({ now: 48000 * 1024, peak: 52000 * 1024 });
  expect(parseProcStatus('Name:\tzombie\nState:\tZ\n')).toBeUndefined();
});

it('reads macOS', () => {
  expect(parsePs(' 48000\n')).toEqual({ now: 48000 * 1024, peak: 48000 * 1024 });
  expect(parsePs('')).toBeUndefined();
});

it.each(['48,000 K', '48.000 K', '48\u00a0000 K', '48 000 KB'])('reads Windows in any language: %s', (size) => {
  expect(parseTasklist(`"node.exe","4711","Console","1","${size}"\r\n`)).toEqual({
    now: 48000 * 1024,
    peak: 48000 * 1024,
  });
});

it('reads Windows when the process has gone', () => {
  expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n')).toBeUndefined();
});

it('reads this very process', async () => {
  const resident = await residentMemory(process.pid);
  expect(resident?.now).toBeGreaterThan(10 * 2 ** 20);
  expect(resident?.peak).toBeGreaterThanOrEqual(resident?.now ?? Infinity);
});
