import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../../build/tally.mjs';

/** The entry that VS Code calls in its extension host. Its proof of having come to the end is the tally it writes. */
export async function run(): Promise<void> {
  const { DOJO_TALLY: tallyFile, DOJO_SUITE: suite, DOJO_GREP: grep } = process.env;
  if (!tallyFile || !suite) throw new Error('DOJO_TALLY and DOJO_SUITE must be set');

  const { default: Runner } = await import('mocha');
  const mocha = new Runner({ ui: 'bdd', timeout: 60_000, reporter: Runner.reporters.Base });
  if (grep) mocha.grep(grep);
  const folder = join(__dirname, suite);
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(folder, name));
  }

  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  await new Promise<void>((done) => {
    mocha
      .run(() => done())
      .on('pass', (test) => {
        tally.passed += 1;
        say(`passed  ${nameOf(test)} (${test.duration} ms)`);
      })
      .on('fail', (test, error) => {
        tally.failed.push(nameOf(test));
        say(`FAILED  ${nameOf(test)}\n${error.stack ?? error}`);
      })
      .on('pending', (test) => {
        tally.skipped.push({ name: nameOf(test), reason: 'as its title says' });
        say(`skipped ${nameOf(test)}`);
      });
  });
  writeFileSync(tallyFile, JSON.stringify(tally));
  if (tally.failed.length > 0) throw new Error(`${tally.failed.length} failed`);
}

function nameOf(test: Mocha.Runnable): string {
  return test.titlePath().join(' > ');
}

/** Marked, so that the lines of the tests are told from the editor's own. */
function say(text: string): void {
  console.log(`[test] ${text}`);
}
