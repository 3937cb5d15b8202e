import path from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder } from '../../runtime/cli/folders';

it.each([
  ['linux', {}, ['.cache', 'tensor-dojo']],
  ['linux', { XDG_CACHE_HOME: '/c' }, ['/c', 'tensor-dojo']],
  ['darwin', { XDG_CACHE_HOME: '/c' }, ['Library', 'Caches', 'tensor-dojo']],
  ['win32', {}, ['AppData', 'Local', 'tensor-dojo']],
  ['win32', { LOCALAPPDATA: '/l' }, ['/l', 'tensor-dojo']],
] as const)('what can be found out again is kept where %s keeps such things, by %j', (platform, env, where) => {
  expect(cacheFolder({ platform, env }, '/h')).toBe(path.resolve('/h', ...where));
});
