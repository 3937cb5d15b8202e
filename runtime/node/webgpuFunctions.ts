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
  Sin: 'dojoSin',
  Cos: 'dojoCos',
  Tan: 'dojoTan',
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

  // The whole product of two: its upper and its lower half
  fn dojoProduct(a : u32, b : u32) -> vec2<u32> {
    let low = (a & 0xffffu) * (b & 0xffffu);
    let cross = (a & 0xffffu) * (b >> 16u);
    let other = (a >> 16u) * (b & 0xffffu);
    let middle = (low >> 16u) + (cross & 0xffffu) + (other & 0xffffu);
    let high = (a >> 16u) * (b >> 16u) + (cross >> 16u) + (other >> 16u) + (middle >> 16u);
    return vec2<u32>(high, (low & 0xffffu) | (middle << 16u));
  }

  struct DojoAngle {
    quadrant : u32,
    // Beyond it, between -pi / 4 and pi / 4
    rest : f32,
  };

  // Of |x| (Payne and Hanek): those 96 bits of 2 / pi are multiplied that matter, and nothing is rounded before the end
  fn dojoAngle(x : f32) -> DojoAngle {
    let size = abs(x);
    if (size < 0.785) { return DojoAngle(0u, size); }
    var twoOverPi = array<u32, 7>(
      0x28be60dbu, 0x9391054au, 0x7f09d5f4u, 0x7d4d3770u, 0x36d8a566u, 0x4f10e410u, 0u);
    let bits = bitcast<u32>(size);
    let digits = ((bits & 0x007fffffu) | 0x00800000u) << 8u;
    let exponent = (bits >> 23u) - 126u;
    let word = exponent >> 5u;
    let shift = exponent & 31u;
    var high = select(0u, twoOverPi[max(word, 1u) - 1u], word > 0u);
    var middle = twoOverPi[word];
    var low = twoOverPi[word + 1u];
    if (shift > 0u) {
      high = (high << shift) | (middle >> (32u - shift));
      middle = (middle << shift) | (low >> (32u - shift));
      low = (low << shift) | (twoOverPi[word + 2u] >> (32u - shift));
    }
    let carried = dojoProduct(digits, low).x;
    let product = dojoProduct(digits, middle);
    // Turns of pi / 2, in 2 and 62 bits
    var lower = product.y + carried;
    var upper = product.x + select(0u, 1u, lower < carried) + digits * high;
    var quadrant = upper >> 30u;
    upper = upper & 0x3fffffffu;
    let beyond = (upper & 0x20000000u) != 0u;
    if (beyond) {
      quadrant = quadrant + 1u;
      lower = ~lower + 1u;
      upper = ~upper + select(0u, 1u, lower == 0u) + 0x40000000u;
    }
    // The first 32 bits that are not zero, times pi / 2
    let far = select(countLeadingZeros(upper), 32u + countLeadingZeros(lower), upper == 0u);
    if (far > 63u) { return DojoAngle(quadrant & 3u, 0.0); }
    let by = far & 31u;
    let first = select(upper, lower, far > 31u);
    let next = select(lower, 0u, far > 31u);
    let top = select(first, (first << by) | (next >> ((32u - by) & 31u)), by > 0u);
    let rest = f32(dojoProduct(top, 0xc90fdaa2u).x) * dojoTwoTo(-29 - i32(far));
    return DojoAngle(quadrant & 3u, select(rest, -rest, beyond));
  }

  fn dojoSinOf(r : f32) -> f32 {
    let z = r * r;
    return ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * r + r;
  }

  fn dojoCosOf(r : f32) -> f32 {
    let z = r * r;
    return ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
  }

  fn dojoSin(x : f32) -> f32 {
    if (isnan(x) || x == 0.0) { return x; }
    if (dojoIsInfinite(x)) { return uniforms.NAN; }
    let angle = dojoAngle(x);
    var result = dojoSinOf(angle.rest);
    if ((angle.quadrant & 1u) != 0u) { result = dojoCosOf(angle.rest); }
    return select(result, -result, (x < 0.0) != (angle.quadrant > 1u));
  }

  fn dojoCos(x : f32) -> f32 {
    if (isnan(x)) { return x; }
    if (dojoIsInfinite(x)) { return uniforms.NAN; }
    let angle = dojoAngle(x);
    var result = dojoCosOf(angle.rest);
    if ((angle.quadrant & 1u) != 0u) { result = dojoSinOf(angle.rest); }
    return select(result, -result, angle.quadrant == 1u || angle.quadrant == 2u);
  }

  fn dojoTan(x : f32) -> f32 {
    if (isnan(x) || x == 0.0) { return x; }
    if (dojoIsInfinite(x)) { return uniforms.NAN; }
    let angle = dojoAngle(x);
    let r = angle.rest;
    let z = r * r;
    var p = 9.38540185543e-3;
    p = p * z + 3.11992232697e-3;
    p = p * z + 2.44301354525e-2;
    p = p * z + 5.34112807005e-2;
    p = p * z + 1.33387994085e-1;
    p = p * z + 3.33331568548e-1;
    var result = p * z * r + r;
    if ((angle.quadrant & 1u) != 0u) { result = -1.0 / result; }
    return select(result, -result, x < 0.0);
  }

  // The remainder of a / b, with the sign of b: by long division, which rounds nothing
  fn dojoMod(a : f32, b : f32) -> f32 {
    if (isnan(a) || isnan(b) || dojoIsInfinite(a) || b == 0.0) { return uniforms.NAN; }
    var rest = abs(a);
    if (rest >= abs(b)) {
      let divisor = bitcast<u32>(abs(b));
      let least = i32(divisor >> 23u);
      let taken = (divisor & 0x007fffffu) | 0x00800000u;
      var digits = (bitcast<u32>(rest) & 0x007fffffu) | 0x00800000u;
      for (var exponent = i32(bitcast<u32>(rest) >> 23u); exponent > least; exponent = exponent - 1) {
        if (digits >= taken) { digits = digits - taken; }
        digits = digits << 1u;
      }
      if (digits >= taken) { digits = digits - taken; }
      // digits 2^(least - 150), of which neither half is denormal
      let half = (least - 150) / 2;
      rest = f32(digits) * dojoTwoTo(half) * dojoTwoTo(least - 150 - half);
    }
    let signed = select(rest, -rest, a < 0.0);
    return select(signed, signed + b, rest != 0.0 && (a < 0.0) != (b < 0.0));
  }
`;
