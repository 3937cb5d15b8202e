/** Files of the learner that an exercise may import (its `uses`): here their references stand in, for the types. */
declare module '*/affine-layer' {
  type Affine = import('./05-backprop/affine-layer/solution').Affine;
  const Affine: typeof import('./05-backprop/affine-layer/solution').Affine;
  export { Affine };
}
declare module '*/relu-layer' {
  type Relu = import('./05-backprop/relu-layer/solution').Relu;
  const Relu: typeof import('./05-backprop/relu-layer/solution').Relu;
  export { Relu };
}
declare module '*/softmax-with-loss' {
  type SoftmaxWithLoss = import('./05-backprop/softmax-with-loss/solution').SoftmaxWithLoss;
  const SoftmaxWithLoss: typeof import('./05-backprop/softmax-with-loss/solution').SoftmaxWithLoss;
  export { SoftmaxWithLoss };
}
