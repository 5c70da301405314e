import { expect, it } from 'vitest';
import { giveBackMemory } from './give-back-memory.js';

function somethingUnused(): WeakRef<object> {
  return new WeakRef({});
}

it('lets go of what nobody needs any more, each time', async () => {
  for (let time = 0; time < 2; time += 1) {
    const unused = somethingUnused();
    await giveBackMemory();
    expect(unused.deref()).toBeUndefined();
  }
});
