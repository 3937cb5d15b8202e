import type { BinaryOp, UnaryOp } from '../engine';
import type { CallKind } from '../../protocol/pricing';

export function unaryKind(op: UnaryOp): CallKind {
  switch (op) {
    case 'exp':
    case 'log':
    case 'tanh':
      return op;
    case 'negative':
    case 'abs':
    case 'sign':
    case 'square':
    case 'sqrt':
    case 'floor':
    case 'ceil':
    case 'rint':
      return 'arithmetic';
    case 'isnan':
    case 'isinf':
    case 'isfinite':
    case 'logicalNot':
      return 'compare';
    case 'expm1':
    case 'log1p':
    case 'log2':
    case 'log10':
    case 'sin':
    case 'cos':
    case 'tan':
      return 'function';
    default:
      return op satisfies never;
  }
}

export function binaryKind(op: BinaryOp): CallKind {
  switch (op) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'maximum':
    case 'minimum':
      return 'arithmetic';
    case 'floorDivide':
    case 'mod':
    case 'power':
      return 'power';
    case 'equal':
    case 'notEqual':
    case 'less':
    case 'lessEqual':
    case 'greater':
    case 'greaterEqual':
    case 'logicalAnd':
    case 'logicalOr':
    case 'logicalXor':
      return 'compare';
    default:
      return op satisfies never;
  }
}
