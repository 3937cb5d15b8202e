import { writeFileSync } from 'node:fs';

/** A vitest reporter that writes the tally of a run to the file that DOJO_TALLY names. */
export default class VitestTally {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: [], skipped: [] };
    for (const module of modules) {
      if (module.errors().length > 0) tally.failed.push(module.relativeModuleId);
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) tally.failed.push(suite.fullName);
      }
      for (const test of module.children.allTests()) count(tally, test);
    }
    for (const error of unhandledErrors) tally.failed.push(`unhandled: ${error.message}`);
    if (process.env.DOJO_TALLY) writeFileSync(process.env.DOJO_TALLY, JSON.stringify(tally));
  }
}

function count(tally, test) {
  const { state, note } = test.result();
  if (state === 'passed') tally.passed += 1;
  else if (state === 'failed') tally.failed.push(test.fullName);
  else tally.skipped.push({ name: test.fullName, reason: note ?? 'as its title says' });
}
