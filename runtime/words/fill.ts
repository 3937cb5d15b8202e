/** The names in a template: `{step}`, or `{count:entry|entries}` where a language counts with two forms. */
export type Placeholders<S extends string> = S extends `${string}{${infer Inner}}${infer Rest}`
  ? (Inner extends `${infer Name}:${string}` ? Name : Inner) | Placeholders<Rest>
  : never;

/** What must be given beside the template: nothing, where it names nothing. */
type Values<S extends string> = [Placeholders<S>] extends [never]
  ? []
  : [values: Record<Placeholders<S>, string | number>];

/** `{name}` becomes the value; `{name:one|many}` the first form when the value is 1, else the second. */
export function fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(
    /\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g,
    (_whole, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (one === undefined) return String(value);
      return (Number(value) === 1 ? one : many) ?? '';
    },
  );
}

/** The names in a template, for comparing two languages. */
export function placeholders(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)[^{}]*\}/g)].map((match) => match[1] ?? ''))].sort();
}

export type Section = Readonly<Record<string, string>>;
export type Say<S extends Section> = <K extends keyof S & string>(key: K, ...values: Values<S[K]>) => string;

/** `say('wrongLength', { found: 2, expected: 3 })` in the language of `section`, with the placeholders of `S`. */
export function speaker<S extends Section>(section: Readonly<Record<keyof S, string>>): Say<S> {
  return (key, ...[values]) => fill(section[key], values);
}
