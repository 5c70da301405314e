import { expect, it } from 'vitest';
import { splitValues } from './split-values.js';

it.each([
  ['High', ['High']],
  ['High, Medium', ['High', 'Medium']],
  ['"Bolt, Inc",Acme', ['Bolt, Inc', 'Acme']],
  ['"say ""hi"""', ['say "hi"']],
  [',a,,b,', ['a', 'b']],
])('%s', (value, parts) => {
  expect(splitValues(value)).toEqual(parts);
});
