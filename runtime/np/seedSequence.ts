/** SeedSequence's constants, after O'Neill's seed_seq. */
const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_MULT_L = 0xca01f9dd;
const MIX_MULT_R = 0x4973f715;

/** NumPy's SeedSequence: `count` well mixed words of 32 bits from any entropy. */
export function seedWords(entropy: readonly number[], count: number): Uint32Array {
  const pool = mixedPool(entropy);
  let constant = INIT_B;
  return Uint32Array.from({ length: count }, (_, i) => {
    const value = pool[i % POOL_SIZE] ^ constant;
    constant = Math.imul(constant, MULT_B);
    const mixed = Math.imul(value, constant);
    return mixed ^ (mixed >>> 16);
  });
}

function mixedPool(entropy: readonly number[]): Uint32Array {
  let constant = INIT_A;
  const hash = (word: number): number => {
    const value = word ^ constant;
    constant = Math.imul(constant, MULT_A);
    const mixed = Math.imul(value, constant);
    return mixed ^ (mixed >>> 16);
  };
  const pool = Uint32Array.from({ length: POOL_SIZE }, (_, i) => hash(entropy[i] ?? 0));
  for (let source = 0; source < POOL_SIZE; source++) {
    for (let target = 0; target < POOL_SIZE; target++) {
      if (source !== target) pool[target] = mix(pool[target], hash(pool[source]));
    }
  }
  for (const word of entropy.slice(POOL_SIZE)) {
    for (let target = 0; target < POOL_SIZE; target++) pool[target] = mix(pool[target], hash(word));
  }
  return pool;
}

function mix(x: number, y: number): number {
  const value = (Math.imul(MIX_MULT_L, x) - Math.imul(MIX_MULT_R, y)) | 0;
  return value ^ (value >>> 16);
}

/** A whole number from 0 on as words of 32 bits, the lowest first. */
export function wordsOf(value: number): number[] {
  return value < 2 ** 32 ? [value] : [value % 2 ** 32, Math.floor(value / 2 ** 32)];
}
