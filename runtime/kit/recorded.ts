import type { NDArray } from '../np/np';
import type { FunctionArgument } from './functions';

declare const result: unique symbol;

/** Stands for the result of a step that has been recorded and not run. */
export interface Handle<T> {
  readonly [result]: T;
}

/** A handle on which properties and methods of an instance can be recorded too. */
export type Ref<T> = Handle<T> &
  (T extends Leaf
    ? unknown
    : T extends readonly unknown[]
      ? { [K in keyof T]: Ref<T[K]> }
      : T extends object
        ? { [K in keyof T]: Member<NonNullable<T[K]>> }
        : unknown);

type Leaf = NDArray | number | boolean | string | null | undefined | Callable;
type Callable = (...args: never[]) => unknown;

/** A property reads as a handle, and a plain value may be assigned to it. */
type Member<T> = T extends (...args: infer A) => infer R ? (...args: Arguments<A>) => Ref<R> : Ref<T> | T;

/** An argument: data, a handle, or data with handles in it. */
export type Arg<T> =
  | Handle<T>
  | (T extends Callable ? FunctionArgument : T extends Leaf ? T : T extends object ? { [K in keyof T]: Arg<T[K]> } : T);

type Arguments<A extends unknown[]> = { [K in keyof A]: Arg<A[K]> };

/** The learner's module as an author sees it: functions and classes to call (classes without `new`). */
export type Recorded<M> = { [K in keyof M as M[K] extends Entry ? K : never]: Recorder<M[K]> };

type Entry = Callable | (abstract new (...args: never[]) => unknown);
type Recorder<F> = F extends new (...args: infer A) => infer R
  ? (...args: Arguments<A>) => Ref<R>
  : F extends (...args: infer A) => infer R
    ? (...args: Arguments<A>) => Ref<R>
    : never;

/** What a builder may return: handles, alone or in lists and records. */
export type Recordable =
  | Handle<unknown>
  | NDArray
  | number
  | undefined
  | readonly Recordable[]
  | { readonly [name: string]: Recordable };

/** What the handles in it turn out to be. */
export type Decoded<R> =
  R extends Handle<infer T>
    ? T
    : R extends Leaf
      ? R
      : R extends object
        ? { -readonly [K in keyof R]: Decoded<R[K]> }
        : R;
