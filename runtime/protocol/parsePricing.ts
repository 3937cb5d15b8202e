import { passedOver } from './parseEngine';
import { count, list, oneOf, real, record, refuse, text, type Parser } from './parse';
import {
  callKinds,
  type CallGroup,
  type EngineFigures,
  type EngineSurvey,
  type Prediction,
  type ProductGroup,
  type StepFeatures,
} from './pricing';

/** No net has as many; whoever sends them may be no friend. */
const mostGroups = 5000;

const amount: Parser<number> = (value, path) => {
  const found = real(value, path);
  return found >= 0 && found <= Number.MAX_SAFE_INTEGER ? found : refuse(path, 'an amount', value);
};

const side: Parser<number> = (value, path) => count(value, path) || refuse(path, 'a length', value);

const groups = <T>(inner: Parser<T>): Parser<T[]> => {
  const all = list(inner);
  return (value, path) =>
    Array.isArray(value) && value.length > mostGroups ? refuse(path, 'fewer groups', value) : all(value, path);
};

const float64 = oneOf('none', 'some', 'all');

/** @throws Malformed */
export const parseStepFeatures: Parser<StepFeatures> = record<StepFeatures>({
  calls: groups(
    record<CallGroup>({
      kind: oneOf(...callKinds),
      form: oneOf('whole', 'rows', 'blocks', 'across'),
      size: side,
      rows: amount,
      float64,
      bytes: amount,
      count: amount,
    }),
  ),
  products: groups(
    record<ProductGroup>({
      batch: side,
      m: side,
      k: side,
      n: side,
      transposed: oneOf('x', 'y', 'both', 'none'),
      float64,
      bytes: amount,
      count: amount,
    }),
  ),
  workingSetBytes: amount,
});

export const parsePredictions: Parser<Prediction[]> = list(
  record<Prediction>({ engine: text, msPerStep: amount, readyMs: amount }),
);

export const parseSurvey: Parser<EngineSurvey> = record<EngineSurvey>({
  measured: list(
    record<EngineFigures>({ engine: text, device: text, sumMs: amount, productMs: amount, readyMs: amount }),
  ),
  absent: passedOver,
});
