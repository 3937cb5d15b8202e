/**
 * Functions of one number in WGSL, right to about 2 units in the last place for every number, NaN and the infinities included. WGSL's
 * own may take it that neither occurs, err by more (exp(x) by 3 + 2|x| units), and cancel near zero. The polynomials are those of
 * the Cephes library.
 */
export const functions = {
  Exp: 'dojoExp',
  Expm1: 'dojoExpm1',
  Log: 'dojoLog',
  Log1p: 'dojoLog1p',
  Tanh: 'dojoTanh',
} as const;

export const functionsText = `
  fn dojoIsInfinite(x : f32) -> bool {
    return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u;
  }

  fn dojoTwoTo(n : i32) -> f32 {
    return bitcast<f32>(u32(n + 127) << 23u);
  }

  // exp(r) - 1 - r for |r| <= ln(2) / 2
  fn dojoExpRest(r : f32) -> f32 {
    var p = 1.9875691500e-4;
    p = p * r + 1.3981999507e-3;
    p = p * r + 8.3334519073e-3;
    p = p * r + 4.1665795894e-2;
    p = p * r + 1.6666665459e-1;
    p = p * r + 5.0000001201e-1;
    return p * r * r;
  }

  // x - n ln(2): the first part of ln(2) is short, so that its product is exact
  fn dojoLessLn2(x : f32, n : f32) -> f32 {
    return (x - n * 0.693359375) - n * -2.12194440e-4;
  }

  fn dojoExp(x : f32) -> f32 {
    if (isnan(x)) { return x; }
    if (x > 88.722839) { return uniforms.INFINITY; }
    if (x < -103.97) { return 0.0; }
    let n = floor(x * 1.44269504 + 0.5);
    let r = dojoLessLn2(x, n);
    // 2^128 is no number
    let half = i32(n) / 2;
    return (dojoExpRest(r) + r + 1.0) * dojoTwoTo(half) * dojoTwoTo(i32(n) - half);
  }

  fn dojoExpm1(x : f32) -> f32 {
    if (isnan(x) || x == 0.0) { return x; }
    if (x > 17.0) { return dojoExp(x); }
    if (x < -17.5) { return -1.0; }
    let n = floor(x * 1.44269504 + 0.5);
    let r = dojoLessLn2(x, n);
    let power = dojoTwoTo(i32(n));
    return power * (dojoExpRest(r) + r) + (power - 1.0);
  }

  // log(1 + m) - m for sqrt(1/2) - 1 <= m <= sqrt(2) - 1
  fn dojoLogRest(m : f32) -> f32 {
    var p = 7.0376836292e-2;
    p = p * m - 1.1514610310e-1;
    p = p * m + 1.1676998740e-1;
    p = p * m - 1.2420140846e-1;
    p = p * m + 1.4249322787e-1;
    p = p * m - 1.6668057665e-1;
    p = p * m + 2.0000714765e-1;
    p = p * m - 2.4999993993e-1;
    p = p * m + 3.3333331174e-1;
    let z = m * m;
    return p * m * z - 0.5 * z;
  }

  // log(x) + more, for a normal x > 0
  fn dojoLogAnd(x : f32, shift : i32, more : f32) -> f32 {
    let bits = bitcast<u32>(x);
    var n = i32(bits >> 23u) - 126 + shift;
    var m = bitcast<f32>((bits & 0x007fffffu) | 0x3f000000u);
    if (m < 0.70710678) {
      n = n - 1;
      m = m + m;
    }
    m = m - 1.0;
    let e = f32(n);
    return (m + (dojoLogRest(m) + e * -2.12194440e-4 + more)) + e * 0.693359375;
  }

  fn dojoLog(x : f32) -> f32 {
    let bits = bitcast<u32>(x);
    if (isnan(x)) { return x; }
    if ((bits & 0x7fffffffu) == 0u) { return -uniforms.INFINITY; }
    if ((bits & 0x80000000u) != 0u) { return uniforms.NAN; }
    if (dojoIsInfinite(x)) { return x; }
    if (bits < 0x00800000u) { return dojoLogAnd(f32(bits), -149, 0.0); }
    return dojoLogAnd(x, 0, 0.0);
  }

  fn dojoLog1p(x : f32) -> f32 {
    if (isnan(x) || x == 0.0) { return x; }
    if (x > -0.29289 && x < 0.41421) { return x + dojoLogRest(x); }
    if (x < -1.0) { return uniforms.NAN; }
    if (x == -1.0) { return -uniforms.INFINITY; }
    if (dojoIsInfinite(x)) { return x; }
    let u = 1.0 + x;
    if (u > 1e7) { return dojoLogAnd(u, 0, 0.0); }
    return dojoLogAnd(u, 0, (x - (u - 1.0)) / u);
  }

  fn dojoTanh(x : f32) -> f32 {
    if (isnan(x) || x == 0.0) { return x; }
    let size = abs(x);
    if (size > 9.02) { return sign(x); }
    if (size < 0.625) {
      let z = x * x;
      var p = -5.70498872745e-3;
      p = p * z + 2.06390887954e-2;
      p = p * z - 5.37397155531e-2;
      p = p * z + 1.33314422036e-1;
      p = p * z - 3.33332819422e-1;
      return p * z * x + x;
    }
    let far = 1.0 - 2.0 / (dojoExp(2.0 * size) + 1.0);
    return select(far, -far, x < 0.0);
  }
`;
