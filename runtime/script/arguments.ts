import type { Argument, Step } from '../protocol/script';

export function argumentsOf(step: Step): Argument[] {
  if (step.op === 'get') return [];
  return step.op === 'set' ? [step.value] : step.args;
}

/** Every argument of a step, those inside others first, in the order in which the interpreter makes them. */
export function everyArgument(step: Step): Argument[] {
  return argumentsOf(step).flatMap(withInner);
}

function withInner(argument: Argument): Argument[] {
  switch (argument.kind) {
    case 'list':
      return [...argument.items.flatMap(withInner), argument];
    case 'record':
      return [...argument.entries.flatMap(([, item]) => withInner(item)), argument];
    case 'catalogue':
      return [...argument.args.flatMap(withInner), argument];
    case 'value':
    case 'step':
    case 'report':
      return [argument];
    default:
      return argument satisfies never;
  }
}

/** The earlier steps that a step stands on. */
export function dependencies(step: Step): number[] {
  const on = step.op === 'method' || step.op === 'get' || step.op === 'set' ? [step.on] : [];
  return [...on, ...everyArgument(step).flatMap((argument) => (argument.kind === 'step' ? [argument.step] : []))];
}
