/** Asks again and again until there is an answer. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, limitMs = 30_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}
