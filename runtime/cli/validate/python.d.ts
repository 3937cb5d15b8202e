/** A Python program as text: the bundler puts it in. */
declare module '*.py' {
  const program: string;
  export default program;
}
