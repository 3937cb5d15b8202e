/** A call that cannot be understood: exit code 2, and the way out in one line. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const usage = `tensor-dojo: learn deep learning by writing it

usage
  tensor-dojo list [--json]                    the course, in order
  tensor-dojo open <exercise> [--locale en|zh-cn]
                                               begin: your file from its starter, and the task
  tensor-dojo check <exercise> [--file F]      judge one file: yours in this workspace, or F
              [--seed N] [--engine E] [--locale en|zh-cn] [--json]
  tensor-dojo check --all [DIR] [--json]       judge a workspace, or each workspace in a folder
  tensor-dojo validate [exercise...]           prove the course (in a clone of the project)
              [--oracle] [--mutants] [--engine E|all] [--json]
  tensor-dojo doctor [--measure] [--json]      what this machine offers, and what is missing;
                                               how fast its engines are, measured again
  tensor-dojo workspace [DIR]                  make a folder a dojo workspace, or bring it up to date

exit code: 0 passed, 1 not passed, 2 wrong usage, 3 our own fault
(check --all: 0 where every workspace has a file, and every file passes)`;
