import { catalogue } from '../script/catalogue';

type Catalogue = typeof catalogue;

/** A function that the learner's code is given, named rather than passed: it is made where the code runs. */
export class FunctionArgument {
  readonly name: keyof Catalogue | 'report';
  readonly args: readonly unknown[];

  constructor(name: keyof Catalogue | 'report', args: readonly unknown[]) {
    this.name = name;
    this.args = args;
  }
}

/** The closed catalogue, to be written as `fn.quadratic(A, b)`. */
export const fn = Object.fromEntries(
  Object.keys(catalogue).map((name) => [
    name,
    (...args: unknown[]) => new FunctionArgument(name as keyof Catalogue, args),
  ]),
) as { [K in keyof Catalogue]: (...args: Parameters<Catalogue[K]>) => FunctionArgument };

export const reportArgument = new FunctionArgument('report', []);
